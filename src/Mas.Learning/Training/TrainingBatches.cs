using Mas.Engine.Randomness;

namespace Mas.Learning.Training;

/// <summary>
/// The order in which a client sees its examples: shuffled anew every epoch, the last incomplete batch dropped. All
/// draws come from one seed.
/// </summary>
internal sealed class TrainingBatches
{
    private readonly int[] _examples;

    internal TrainingBatches(int examples, int batchSize, Seed seed)
    {
        _examples = [.. Enumerable.Range(0, examples)];
        Draws = seed.Stream();
        Size = SizeOf(examples, batchSize);
    }

    /// <summary>Examples per batch; all of a client's examples where it has fewer than asked.</summary>
    internal int Size { get; }

    /// <summary>What the shard varies each batch by, once it is given and before the next is asked for.</summary>
    internal RandomStream Draws { get; }

    /// <summary>Examples per batch, of a client with so many examples that is asked for batches of so many.</summary>
    internal static int SizeOf(int examples, int batchSize) => Math.Min(batchSize, examples);

    /// <summary>How many batches <see cref="Epochs"/> gives.</summary>
    internal static int Count(int examples, int batchSize, int epochs) =>
        epochs * (examples / SizeOf(examples, batchSize));

    /// <summary>The batches of some epochs; the array is the enumerator's, valid until the next batch.</summary>
    internal IEnumerable<int[]> Epochs(int epochs)
    {
        var batch = new int[Size];
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            Draws.Shuffle(_examples.AsSpan());
            for (var first = 0; first + Size <= _examples.Length; first += Size)
            {
                Array.Copy(_examples, first, batch, 0, Size);
                yield return batch;
            }
        }
    }
}
