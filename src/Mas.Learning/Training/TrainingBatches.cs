using Mas.Engine.Randomness;

namespace Mas.Learning.Training;

/// <summary>
/// The order in which a client sees its views: shuffled anew every epoch, the last incomplete batch dropped, each view
/// mirrored with probability 1/2. All draws come from one seed.
/// </summary>
internal sealed class TrainingBatches
{
    private readonly int[] _views;
    private readonly RandomStream _draws;

    internal TrainingBatches(int views, int batchSize, Seed seed)
    {
        _views = [.. Enumerable.Range(0, views)];
        _draws = seed.Stream();
        Size = SizeOf(views, batchSize);
    }

    /// <summary>Views a batch; all of a client's views where it has fewer than asked.</summary>
    internal int Size { get; }

    /// <summary>Views a batch, of a client with so many views that is asked for batches of so many.</summary>
    internal static int SizeOf(int views, int batchSize) => Math.Min(batchSize, views);

    /// <summary>How many batches <see cref="Epochs"/> gives.</summary>
    internal static int Count(int views, int batchSize, int epochs) => epochs * (views / SizeOf(views, batchSize));

    /// <summary>The batches of some epochs; the arrays are the enumerator's, valid until the next batch.</summary>
    internal IEnumerable<(int[] Views, bool[] Flips)> Epochs(int epochs)
    {
        var (views, flips) = (new int[Size], new bool[Size]);
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            _draws.Shuffle(_views.AsSpan());
            for (var first = 0; first + Size <= _views.Length; first += Size)
            {
                Array.Copy(_views, first, views, 0, Size);
                foreach (ref var flip in flips.AsSpan())
                {
                    flip = _draws.Next(2) == 1;
                }

                yield return (views, flips);
            }
        }
    }
}
