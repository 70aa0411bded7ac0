using System.Globalization;
using Mas.Federation.Planning;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Files;

namespace Mas.Federation.Comparisons;

/// <summary>
/// The folder of a comparison: its options in <c>comparison.json</c>, and under <c>runs</c> an ordinary run folder a
/// method and seed.
/// </summary>
public sealed class ComparisonFolder
{
    /// <summary>The name of the options' file, by which such a folder is known.</summary>
    public const string OptionsFileName = "comparison.json";

    private ComparisonFolder(string path, ComparisonOptions options)
    {
        (Path, Options) = (path, options);
        Runs = [.. from seed in Enumerable.Range(0, options.Seeds)
                   from choice in options.Choices()
                   select RunOf(choice, options.Run.Seed + (ulong)seed)];
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>What is compared.</summary>
    public ComparisonOptions Options { get; }

    /// <summary>Every run, seed by seed, within one in the order of the methods.</summary>
    public IReadOnlyList<ComparisonRun> Runs { get; }

    /// <summary>Whether a folder is one of a comparison.</summary>
    public static bool Is(string path) => File.Exists(System.IO.Path.Combine(path, OptionsFileName));

    /// <summary>
    /// The folder of a new comparison; of one that was begun with the same options, the same, with what methods and seeds
    /// have come to it since.
    /// </summary>
    /// <param name="path">The folder; null = one that no other process has, named by the time.</param>
    /// <param name="options">What to compare.</param>
    /// <param name="note">Called with a sentence about what takes time.</param>
    /// <exception cref="InputException">
    /// The options or the data have faults, or the folder is there and is something else; nothing was written.
    /// </exception>
    /// <exception cref="IOException">The folder cannot be written; the message names the file.</exception>
    public static ComparisonFolder Create(string? path, ComparisonOptions options, Action<string>? note = null)
    {
        Check(options);
        var resolved = options with
        {
            Run = options.Run with
            {
                Data = options.Run.Data is null ? null : System.IO.Path.GetFullPath(options.Run.Data),
                Out = null,
            },
        };
        if (path is not null && Is(path))
        {
            return GoOn(path, resolved, note);
        }

        if (System.IO.Path.Exists(path))
        {
            throw new InputException(
                $"--out {path} exists already and is no comparison; give a folder that does not exist.");
        }

        RunFolder.CheckNew(options.Choices()[0].Of(options.Run) with { Out = path });
        CheckData(resolved, note);
        foreach (var name in path is not null ? [path] : RunFolder.FreeNames("compare", TimeProvider.System))
        {
            if (NewFolder.TryCreate(name, partial => WriteOptions(partial, resolved)))
            {
                return new ComparisonFolder(name, resolved);
            }
        }

        // Another process has begun it in the meantime: the same comparison, or something else.
        return Create(path, options, note);
    }

    /// <summary>The folder of a comparison that was begun.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="threads">Threads to use instead of those it began with.</param>
    /// <exception cref="InputException">It is none, or its options have faults.</exception>
    public static ComparisonFolder Open(string path, int? threads = null)
    {
        var file = System.IO.Path.Combine(path, OptionsFileName);
        var options = WrittenJson.Read(
            file, ComparisonOptionsJson.Default.ComparisonOptions, read => read.Faults(),
            new ComparisonOptions([], 1, new RunOptions()));
        options = options with { Run = options.Run with { Threads = threads ?? options.Run.Threads } };
        Check(options);
        return new ComparisonFolder(path, options);
    }

    private static ComparisonFolder GoOn(string path, ComparisonOptions asked, Action<string>? note)
    {
        var begun = Open(path, asked.Run.Threads);
        if (asked.TrainsTheSameAs(begun.Options))
        {
            return begun;
        }

        if (!asked.Extends(begun.Options))
        {
            throw new InputException(
                $"--out {path} holds a comparison with other options; it takes more methods and seeds, nothing else: go on "
                + $"with it (mas resume {path}) or give a folder that does not exist.");
        }

        CheckData(asked, note);
        using var held = FolderLock.Hold(path);
        WriteOptions(path, asked);
        return new ComparisonFolder(path, asked);
    }

    private static void WriteOptions(string folder, ComparisonOptions options) => DurableFile.WriteJson(
        System.IO.Path.Combine(folder, OptionsFileName), options, ComparisonOptionsJson.Default.ComparisonOptions);

    private static void Check(ComparisonOptions options)
    {
        var faults = options.Faults();
        if (faults.Count > 0)
        {
            throw new InputException(string.Join(Environment.NewLine, faults));
        }
    }

    // Each run would find it out by itself, after hours perhaps.
    private static void CheckData(ComparisonOptions options, Action<string>? note)
    {
        using var dataset = RunData.Open(options.Run, note, CancellationToken.None);
        var planner = new Planner(Planner.ClientsOf(dataset), new StepCounts());
        foreach (var choice in options.Choices())
        {
            try
            {
                GroupBudget.Check(choice.Of(options.Run), planner);
            }
            catch (InputException fault)
            {
                throw new InputException($"{choice.Name}: {fault.Message}", fault);
            }
        }
    }

    private ComparisonRun RunOf(MethodChoice choice, ulong seed) => new(choice.Name, choice.Of(Options.Run) with
    {
        Seed = seed,
        Out = System.IO.Path.Combine(
            Path, "runs", choice.FileName, string.Create(CultureInfo.InvariantCulture, $"seed-{seed}")),
    });
}
