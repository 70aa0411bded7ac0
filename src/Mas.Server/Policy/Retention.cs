namespace Mas.Server.Policy;

/// <summary>How long ended runs are kept; null = for ever.</summary>
/// <param name="Runs">Runs, their folders and their submissions, from their end on.</param>
/// <param name="Submissions">Submissions that ended before any run began with them, from when they came on.</param>
public sealed record Retention(TimeSpan? Runs, TimeSpan? Submissions);
