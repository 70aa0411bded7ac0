namespace Mas.Cli.Verbs;

/// <summary>The runs under a folder, as <c>mas list --json</c> prints them.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Runs">The runs, those that began first first.</param>
/// <param name="Skipped">Folders in it that are not listed, a sentence each that says why.</param>
internal sealed record ListedRuns(string Folder, IReadOnlyList<ListedRun> Runs, IReadOnlyList<string> Skipped);
