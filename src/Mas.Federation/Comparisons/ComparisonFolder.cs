using System.Globalization;
using Mas.Federation.Catalogues;
using Mas.Federation.Methods;
using Mas.Federation.Planning;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Examples;
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
    /// <exception cref="InputException">The folder also holds a run.</exception>
    public static bool Is(string path)
    {
        if (!File.Exists(System.IO.Path.Combine(path, OptionsFileName)))
        {
            return false;
        }

        return !File.Exists(System.IO.Path.Combine(path, RunFolder.OptionsFileName)) ? true : throw new InputException(
            $"{path} holds both a run ({RunFolder.OptionsFileName}) and a comparison ({OptionsFileName}); remove the "
            + "file that does not belong.");
    }

    /// <summary>
    /// The folder of a new comparison; of one that was begun with the same options, the same, with what methods and seeds
    /// have come to it since.
    /// </summary>
    /// <param name="path">The folder; null = one that no other process uses, named for the time.</param>
    /// <param name="options">What to compare.</param>
    /// <param name="note">Called with a sentence about what takes time.</param>
    /// <exception cref="InputException">
    /// The options or the data have faults, or the folder is there and is something else; nothing was written.
    /// </exception>
    /// <exception cref="IOException">The folder cannot be written; the message names the file.</exception>
    public static ComparisonFolder Create(string? path, ComparisonOptions options, Action<string>? note = null)
    {
        options = options with { Run = options.Catalogue.For(options.Run) };
        Check(options);
        var resolved = options with { Run = RunFolder.InFullPaths(options.Run) with { Out = null } };
        if (path is not null && Is(path))
        {
            return GoOn(path, resolved, note);
        }

        if (System.IO.Path.Exists(path))
        {
            throw new InputException(
                $"--out {path} already exists and is not a comparison; give a new folder.");
        }

        RunFolder.CheckNew(options.Choices()[0].Of(options.Run) with { Out = path });
        StartingModel.Place(resolved.Run);
        var (data, described) = CheckData(resolved, null, note);
        var start = StartingModel.Of(described);
        resolved = resolved with { Run = described with { DataDigest = data.Sha256, Start = start?.Weights } };
        foreach (var name in path is not null ? [path] : RunFolder.FreeNames("compare", TimeProvider.System))
        {
            var isMade = NewFolder.TryCreate(name, partial =>
            {
                WriteOptions(partial, resolved);
                DurableFile.WriteJson(
                    System.IO.Path.Combine(partial, RunData.FileName), data, RunJson.Default.ShardsDigest);
                if (start is not null)
                {
                    DurableFile.Write(
                        System.IO.Path.Combine(partial, StartingWeights.FileName), file => file.Write(start.Content));
                }
            });
            if (isMade)
            {
                return new ComparisonFolder(name, resolved);
            }
        }

        // Another process has begun it in the meantime: the same comparison, or something else.
        return Create(path, options, note);
    }

    /// <summary>The folder of a comparison that was begun.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="changes">What differs from when it began; null = nothing.</param>
    /// <param name="note">Called with a sentence about what takes time.</param>
    /// <param name="catalogue">What its methods are chosen from.</param>
    /// <exception cref="InputException">
    /// It is not a comparison, its options have faults, or the moved data are not those it began with.
    /// </exception>
    public static ComparisonFolder Open(
        string path, RunCatalogue catalogue, ResumeOptions? changes = null, Action<string>? note = null)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var file = System.IO.Path.Combine(path, OptionsFileName);
        var options = WrittenJson.Read(
            file, ComparisonOptionsJson.Default.ComparisonOptions,
            read => (read with { Catalogue = catalogue }).Faults(),
            new ComparisonOptions([], 1, RunOptions.OfEarlierVersions));
        options = options with { Catalogue = catalogue, Run = catalogue.For(options.Run) };
        if (changes?.Data is { } moved)
        {
            options = MoveData(path, options, moved, note);
        }

        options = options with
        {
            Run = options.Run with
            {
                Threads = changes?.Threads ?? options.Run.Threads,
                Cache = changes?.Cache ?? options.Run.Cache,
            },
        };
        Check(options);
        return new ComparisonFolder(path, options);
    }

    private static ComparisonFolder GoOn(string path, ComparisonOptions asked, Action<string>? note)
    {
        var begun = Open(
            path, asked.Catalogue, new ResumeOptions { Threads = asked.Run.Threads, Cache = asked.Run.Cache });
        asked = asked with { Run = asked.Run.DescribedLike(begun.Options.Run) };
        if (asked.TrainsTheSameAs(begun.Options) && asked.Run.Data == begun.Options.Run.Data)
        {
            return begun;
        }

        if (!asked.Extends(begun.Options))
        {
            throw new InputException(
                $"--out {path} holds a comparison with other options; only methods and seeds can be added; resume "
                + $"it (mas resume {path}) or give a new folder.");
        }

        CheckData(asked, DataOf(path), note);
        using var held = FolderLock.Hold(path);
        WriteOptions(path, asked);
        return new ComparisonFolder(path, asked);
    }

    /// <summary>Records where the data are now; their content is the same.</summary>
    private static ComparisonOptions MoveData(
        string path, ComparisonOptions options, string moved, Action<string>? note)
    {
        options = options with { Run = RunFolder.InFullPaths(options.Run with { Data = moved }) };
        CheckData(options, DataOf(path), note);
        using var held = FolderLock.Hold(path);
        WriteOptions(path, options);
        return options;
    }

    private static ShardsDigest? DataOf(string path)
    {
        var file = System.IO.Path.Combine(path, RunData.FileName);
        return File.Exists(file) ? DurableFile.ReadJson(file, RunJson.Default.ShardsDigest) : null;
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
    private static (ShardsDigest Digest, RunOptions Described) CheckData(
        ComparisonOptions options, ShardsDigest? begun, Action<string>? note)
    {
        using var dataset = RunData.OpenAgain(options.Run, begun, note, CancellationToken.None);
        options = options with { Run = RunData.Described(options.Run, dataset) };
        Check(options);
        var planner = new Planner(Planner.ClientsOf(dataset), new StepCounts(), options.Catalogue.Methods);
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

        return (dataset.Digest, options.Run);
    }

    private ComparisonRun RunOf(MethodChoice choice, ulong seed)
    {
        var place = System.IO.Path.Combine(
            Path, "runs", choice.FileName, string.Create(CultureInfo.InvariantCulture, $"seed-{seed}"));
        return new ComparisonRun(
            choice.Name, Options.Catalogue, choice.Of(Options.Run) with
            {
                Seed = seed,
                Out = place,

                // The comparison's own copy: whatever becomes of the original, all runs start alike.
                From = Options.Run.Start is null ? null : System.IO.Path.Combine(Path, StartingWeights.FileName),
            });
    }
}
