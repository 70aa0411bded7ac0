namespace Mas.Learning.Data;

/// <summary>
/// The faults found in a data set, one sentence each, kept until all are known and then told at once.
/// </summary>
internal sealed class FaultList
{
    /// <summary>The most faults told in full.</summary>
    public const int Shown = 20;

    private readonly List<string> _sentences = [];

    /// <summary>Every fault, in the order found.</summary>
    public IReadOnlyList<string> Sentences => _sentences;

    /// <summary>Adds a fault.</summary>
    public void Add(string sentence) => _sentences.Add(sentence);

    /// <summary>Adds another list's faults.</summary>
    public void Add(FaultList others) => _sentences.AddRange(others._sentences);

    /// <summary>Tells of the faults, if there are any.</summary>
    /// <param name="directory">The data set's root.</param>
    /// <exception cref="InputException">There are faults.</exception>
    public void Throw(string directory)
    {
        if (_sentences.Count == 0)
            return;
        if (_sentences.Count == 1)
            throw new InputException(_sentences[0]);
        IEnumerable<string> lines =
        [
            $"The data set '{directory}' has {_sentences.Count} faults:",
            .. _sentences.Take(Shown),
        ];
        if (_sentences.Count > Shown)
            lines = lines.Append($"and {_sentences.Count - Shown} more.");
        throw new InputException(string.Join('\n', lines));
    }
}
