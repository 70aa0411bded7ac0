namespace Mas.Federation.Affinities;

/// <summary>
/// How much a step for one task helps another: row i, column j holds Z of i on j, the share of j's loss a step for i
/// takes away, between minus infinity and 1; positive = i helps j (TAG, Fifty et al., NeurIPS 2021). The diagonal
/// holds the self-affinity of a task standing alone (MAS, ICCV 2023): the mean over all other tasks of what it does
/// to them and they do to it. Immutable; every element is finite.
/// </summary>
public sealed class AffinityMatrix
{
    private readonly double[] _elements;

    private AffinityMatrix(int size, double[] elements)
    {
        Size = size;
        _elements = elements;
    }

    /// <summary>The number of tasks, n.</summary>
    public int Size { get; }

    /// <summary>
    /// Z of task <paramref name="from"/> on task <paramref name="to"/>; where equal, the self-affinity.
    /// </summary>
    public double this[int from, int to] => _elements[from * Size + to];

    /// <summary>The matrix of these rows, the diagonal as given.</summary>
    /// <exception cref="ArgumentException">It is empty, not square, or has an element that is not finite.</exception>
    public static AffinityMatrix FromRows(double[][] rows)
    {
        if (rows.Length == 0 || rows.Any(row => row.Length != rows.Length))
        {
            throw new ArgumentException(
                $"An affinity matrix of {rows.Length} rows needs as many columns.", nameof(rows));
        }

        return FromElements(rows.Length, [.. rows.SelectMany(row => row)]);
    }

    /// <summary>
    /// The matrix of these measurements, whose diagonal is not read: the self-affinity of task i becomes the sum over
    /// j != i of Z_ij and Z_ji, divided by 2n - 2. A single task has nobody to help: its self-affinity is 0.
    /// </summary>
    /// <exception cref="ArgumentException">It is empty, not square, or has an element that is not finite.</exception>
    public static AffinityMatrix FromMeasurements(double[][] rows)
    {
        var size = rows.Length;
        var completed = rows.Select(row => row.ToArray()).ToArray();
        for (var task = 0; task < size; task++)
        {
            var sum = 0.0;
            for (var other = 0; other < size; other++)
            {
                if (other != task)
                {
                    sum += rows[task][other] + rows[other][task];
                }
            }

            completed[task][task] = size == 1 ? 0 : sum / (2 * size - 2);
        }

        return FromRows(completed);
    }

    /// <summary>Every element off the diagonal, row by row: what was measured.</summary>
    public IReadOnlyList<double> OffDiagonal() => [.. _elements.Where((_, index) => index % (Size + 1) != 0)];

    /// <summary>A copy as rows, for files.</summary>
    public double[][] ToRows() =>
        [.. Enumerable.Range(0, Size).Select(row => _elements[(row * Size)..((row + 1) * Size)])];

    private static AffinityMatrix FromElements(int size, double[] elements) =>
        Array.TrueForAll(elements, double.IsFinite)
            ? new AffinityMatrix(size, elements)
            : throw new ArgumentException("An affinity matrix holds finite numbers only.", nameof(elements));
}
