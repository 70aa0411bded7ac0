namespace Mas.Learning.Tasks;

/// <summary>
/// How sets of tasks are written. People write <c>sdnkt</c> where each mark has one character, else marks or ids with
/// commas between them (<c>s,d,far</c>, or <c>far,</c> for one); names of stages and files have <c>_</c> there.
/// </summary>
public static class TaskMarks
{
    /// <summary>The marks or ids in a written set, in its order, whether there are such tasks or not.</summary>
    public static IReadOnlyList<string> Read(string written)
    {
        ArgumentNullException.ThrowIfNull(written);
        return written.Contains(',', StringComparison.Ordinal) || written.Contains('-', StringComparison.Ordinal)
            ? written.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [.. written.Select(mark => $"{mark}")];
    }

    /// <summary>The marks of a set, as <see cref="Read"/> takes them.</summary>
    public static string Write(IReadOnlyList<string> marks)
    {
        ArgumentNullException.ThrowIfNull(marks);
        return marks.All(mark => mark.Length == 1) ? string.Concat(marks)
            : marks is [var only] ? $"{only}," : string.Join(',', marks);
    }

    /// <summary>The marks of a set as part of a file's name: without a separator where each has one character.</summary>
    public static string InNames(IReadOnlyList<string> marks)
    {
        ArgumentNullException.ThrowIfNull(marks);
        return string.Join(marks.All(mark => mark.Length == 1) ? "" : "_", marks);
    }
}
