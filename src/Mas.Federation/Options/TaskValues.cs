namespace Mas.Federation.Options;

/// <summary>
/// How values by task are written: <c>s=1.2,d=0.5</c>, or <c>k@20</c> with another sign in between. A list of methods, which
/// has commas of its own, takes <c>s=1.2+d=0.5</c>.
/// </summary>
internal static class TaskValues
{
    /// <summary>The marks or ids of the tasks with their values, in the order written.</summary>
    /// <param name="written">The text; null = there are none.</param>
    /// <param name="sign">What is between a task and its value.</param>
    /// <returns>Null where the text is not of this kind.</returns>
    internal static IReadOnlyList<(string Task, string Value)>? Read(string? written, char sign)
    {
        var read = new List<(string, string)>();
        foreach (var part in written?.Split([',', '+'], StringSplitOptions.TrimEntries) ?? [])
        {
            var place = part.LastIndexOf(sign);
            if (place < 1 || place == part.Length - 1)
            {
                return null;
            }

            read.Add((part[..place], part[(place + 1)..]));
        }

        return read;
    }
}
