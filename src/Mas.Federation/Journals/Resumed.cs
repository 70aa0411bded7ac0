namespace Mas.Federation.Journals;

/// <summary>A run that had stopped went on.</summary>
/// <param name="Text">Where it goes on, and what had to be dropped for it; a sentence for a person.</param>
public sealed record Resumed(string Text) : JournalEvent
{
    internal const string Kind = "resumed";
}
