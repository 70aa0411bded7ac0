namespace Mas.Engine.Kernels;

/// <summary>One row vector as every row of a matrix.</summary>
internal static class Rows
{
    /// <summary>Every row of <paramref name="matrix"/> becomes <paramref name="row"/>. Overwrites.</summary>
    internal static void Fill(ReadOnlySpan<float> row, Span<float> matrix)
    {
        for (var start = 0; start < matrix.Length; start += row.Length)
        {
            row.CopyTo(matrix[start..]);
        }
    }
}
