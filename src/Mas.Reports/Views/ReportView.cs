using Mas.Vision.Pictures;

namespace Mas.Reports.Views;

/// <summary>A picture and what a run's models made of it, drawn where the models and the data are.</summary>
/// <param name="Name">What the view is called; no two of a report are called alike.</param>
/// <param name="Picture">What the models were given, the content of a PNG file.</param>
/// <param name="Maps">A map for every task, in the run's order.</param>
public sealed record ReportView(string Name, byte[] Picture, IReadOnlyList<ReportMap> Maps)
{
    /// <summary>The classes in its maps, with their colors; none where no task has classes.</summary>
    public IReadOnlyList<ClassColor> Classes { get; init; } = [];
}
