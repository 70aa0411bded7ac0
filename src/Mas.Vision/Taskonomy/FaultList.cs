using Mas.Learning;

namespace Mas.Vision.Taskonomy;

/// <summary>
/// The faults found in a data set, kept until all are known and then reported at once.
/// </summary>
internal sealed class FaultList
{
    /// <summary>The most faults reported in full.</summary>
    public const int Shown = 20;

    private readonly List<Fault> _faults = [];

    /// <summary>Every fault, in the order found.</summary>
    public IReadOnlyList<Fault> Faults => _faults;

    /// <summary>Adds a fault.</summary>
    /// <param name="sentence">What is wrong.</param>
    /// <param name="exclusion">The view or building to exclude, if that helps.</param>
    public void Add(string sentence, string? exclusion = null) => _faults.Add(new(sentence, exclusion));

    /// <summary>Adds another list's faults.</summary>
    public void Add(FaultList others) => _faults.AddRange(others._faults);

    /// <summary>Reports the faults, if there are any, and the remedy if there is one.</summary>
    /// <param name="directory">The data set's root.</param>
    /// <exception cref="InputException">There are faults.</exception>
    public void Throw(string directory)
    {
        if (_faults.Count == 0)
        {
            return;
        }

        var lines = new List<string>();
        if (_faults.Count > 1)
        {
            lines.Add($"The data set '{directory}' has {Plural.Of(_faults.Count, "fault")}:");
        }

        lines.AddRange(_faults.Take(Shown).Select(fault => PlainText.Of(fault.Sentence)));
        if (_faults.Count > Shown)
        {
            lines.Add($"and {_faults.Count - Shown} more. So many may have one cause, such as depth in another unit: "
                + $"'mas data inspect {directory}' says what to doubt.");
        }

        if (_faults.Any(fault => fault.Exclusion is not null))
        {
            lines.Add(DatasetDescription.WayOut(directory));
        }

        throw new InputException(string.Join('\n', lines));
    }
}
