namespace Mas.Federation.Journals;

/// <summary>Something a person should know, after which the run went on.</summary>
/// <param name="Stage">The stage it happened in, or null.</param>
/// <param name="Round">The round it happened in, or null.</param>
/// <param name="Client">The client it happened to, or null.</param>
/// <param name="Text">What happened and what was done about it.</param>
public sealed record Warning(string? Stage, int? Round, string? Client, string Text) : JournalEvent
{
    internal const string Kind = "warning";
}
