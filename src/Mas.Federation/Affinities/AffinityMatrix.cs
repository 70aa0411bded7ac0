namespace Mas.Federation.Affinities;

/// <summary>
/// How much a step for one task helps another: row i, column j holds Z of i on j, the share of j's loss a step for i
/// takes away, between minus infinity and 1; positive = i helps j (TAG, Fifty et al., NeurIPS 2021). An element that no
/// client measured is unknown: null. The diagonal holds the self-affinity of a task standing alone (MAS, ICCV 2023):
/// the mean of what it does to all other tasks and they to it, over the known elements. Immutable; every known
/// element is finite.
/// </summary>
public sealed class AffinityMatrix
{
    private readonly double?[] _elements;

    private AffinityMatrix(int size, double?[] elements)
    {
        Size = size;
        _elements = elements;
    }

    /// <summary>The number of tasks, n.</summary>
    public int Size { get; }

    /// <summary>
    /// Z of task <paramref name="from"/> on task <paramref name="to"/>; where equal, the self-affinity. Null where it
    /// is unknown.
    /// </summary>
    public double? this[int from, int to] => _elements[from * Size + to];

    /// <summary>The matrix of these rows, the diagonal as given.</summary>
    /// <exception cref="ArgumentException">It is empty, not square, or has an element that is not finite.</exception>
    public static AffinityMatrix FromRows(double?[][] rows)
    {
        if (rows.Length == 0 || rows.Any(row => row.Length != rows.Length))
        {
            throw new ArgumentException(
                $"An affinity matrix of {rows.Length} rows needs as many columns.", nameof(rows));
        }

        return FromElements(rows.Length, [.. rows.SelectMany(row => row)]);
    }

    /// <summary>
    /// The matrix of these measurements, whose diagonal is not read: the self-affinity of task i becomes the mean of
    /// all known Z_ij and Z_ji with j != i, and is unknown where none of them is known. A single task has no other to
    /// help: its self-affinity is 0.
    /// </summary>
    /// <exception cref="ArgumentException">It is empty, not square, or has an element that is not finite.</exception>
    public static AffinityMatrix FromMeasurements(double?[][] rows)
    {
        var size = rows.Length;
        var completed = rows.Select(row => row.ToArray()).ToArray();
        for (var task = 0; task < size; task++)
        {
            var (sum, known) = (0.0, 0);
            for (var other = 0; other < size; other++)
            {
                if (other != task)
                {
                    var (given, taken) = (rows[task][other], rows[other][task]);
                    sum += (given ?? 0) + (taken ?? 0);
                    known += (given is null ? 0 : 1) + (taken is null ? 0 : 1);
                }
            }

            completed[task][task] = size == 1 ? 0 : known == 0 ? null : sum / known;
        }

        return FromRows(completed);
    }

    /// <summary>
    /// What an element counts for in a choice of groups: an unknown one counts as 0, neither help nor harm.
    /// </summary>
    public double Counted(int from, int to) => this[from, to] ?? 0;

    /// <summary>The pairs that no client measured, row by row; the diagonal is ignored.</summary>
    public IReadOnlyList<(int From, int To)> UnknownPairs() =>
        [.. Pairs().Where(pair => this[pair.From, pair.To] is null)];

    /// <summary>Every element off the diagonal, row by row: what was measured.</summary>
    public IReadOnlyList<double?> OffDiagonal() => [.. Pairs().Select(pair => this[pair.From, pair.To])];

    /// <summary>A copy as rows, for files.</summary>
    public double?[][] ToRows() =>
        [.. Enumerable.Range(0, Size).Select(row => _elements[(row * Size)..((row + 1) * Size)])];

    private IEnumerable<(int From, int To)> Pairs() =>
        from row in Enumerable.Range(0, Size)
        from column in Enumerable.Range(0, Size)
        where row != column
        select (row, column);

    private static AffinityMatrix FromElements(int size, double?[] elements) =>
        Array.TrueForAll(elements, element => element is null || double.IsFinite(element.Value))
            ? new AffinityMatrix(size, elements)
            : throw new ArgumentException("Each known element of an affinity matrix must be finite.", nameof(elements));
}
