using System.Globalization;
using Mas.Learning;
using Mas.Learning.Files;

namespace Mas.Federation.Runs;

/// <summary>
/// The folder of one run: its options, journal, checkpoints and results. Whoever creates it or opens it to go on
/// holds it until disposed, so that two processes never work on one run.
/// </summary>
public sealed class RunFolder : IDisposable
{
    /// <summary>The name of the options' file.</summary>
    public const string OptionsFileName = "run.json";

    /// <summary>The name of the report for people.</summary>
    public const string ReportFileName = "report.html";

    private const string DefaultParent = "runs";

    private readonly FileStream? _lock;

    private RunFolder(string path, RunOptions options, FileStream? heldLock)
    {
        Path = path;
        Options = options;
        Checkpoints = new CheckpointStore(path);
        _lock = heldLock;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The options of <c>run.json</c>; <see cref="RunOptions.Out"/> is this folder.</summary>
    public RunOptions Options { get; }

    /// <summary>The run's models.</summary>
    public CheckpointStore Checkpoints { get; }

    /// <summary>The journal's file.</summary>
    public string JournalPath => In("journal.jsonl");

    /// <summary>The file of <see cref="AffinityFile"/>.</summary>
    public string AffinityPath => In(AffinityFile.FileName);

    /// <summary>The file of <see cref="ResultFile"/>.</summary>
    public string ResultPath => In(ResultFile.FileName);

    /// <summary>What was planned beside what was used, where somebody asked.</summary>
    public string PlanPath => In("plan.json");

    /// <summary>The report for people.</summary>
    public string ReportPath => In(ReportFileName);

    /// <summary>The folder of the report's figures as files of their own.</summary>
    public string FiguresPath => In("figures");

    /// <summary>The folder of <see cref="Reports.ViewFiles"/>, where somebody had the data to draw them.</summary>
    public string ViewsPath => System.IO.Path.Combine(FiguresPath, "views");

    /// <summary>Checks what can be checked before any work is done: the options, and that the folder is free.</summary>
    /// <exception cref="InputException">
    /// The options have faults, the folder exists, or it would lie inside a file.
    /// </exception>
    public static void CheckNew(RunOptions options)
    {
        Check(options);
        if (System.IO.Path.Exists(options.Out))
        {
            throw Taken(options.Out);
        }

        if (options.Out is not null && FileOnTheWayTo(options.Out) is { } file)
        {
            throw new InputException($"--out {options.Out} cannot be made: {file} is a file, not a folder.");
        }
    }

    /// <summary>
    /// Makes the folder of a new run and writes its options; a relative data folder is made absolute. The folder gets
    /// its name once it is whole: killed on the way, there is no run that could neither be resumed nor started. Where the
    /// options name none, it has the first name made of time and method that no other run took meanwhile.
    /// </summary>
    /// <param name="options">The options, without fault.</param>
    /// <param name="clock">What the default name is made from.</param>
    /// <exception cref="InputException">The options have faults, or the folder exists or may not be made.</exception>
    /// <exception cref="IOException">The folder cannot be written; the message names the file.</exception>
    public static RunFolder Create(RunOptions options, TimeProvider clock)
    {
        CheckNew(options);
        var data = options.Data is null ? null : System.IO.Path.GetFullPath(options.Data);
        foreach (var path in options.Out is { } asked ? [asked] : FreeNames(options.Method, clock))
        {
            var resolved = options with { Data = data, Out = path };
            var isMade = NewFolder.TryCreate(path, partial =>
            {
                Directory.CreateDirectory(System.IO.Path.Combine(partial, CheckpointStore.FolderName));
                DurableFile.WriteJson(
                    System.IO.Path.Combine(partial, OptionsFileName), resolved, RunJson.Default.RunOptions);
            });
            if (isMade)
            {
                return new RunFolder(path, resolved, FolderLock.Hold(path));
            }
        }

        throw Taken(options.Out!);
    }

    /// <summary>Opens the folder of a run to go on with it.</summary>
    /// <exception cref="InputException">
    /// It is no run folder, its options have faults, or another process works on it.
    /// </exception>
    /// <param name="path">The folder.</param>
    /// <param name="threads">Threads to use instead of those the run began with.</param>
    public static RunFolder Open(string path, int? threads = null)
    {
        var options = ReadOptions(path);
        options = options with { Threads = threads ?? options.Threads };
        Check(options);
        var held = FolderLock.Hold(path);
        IncomingFile.Sweep(path);
        IncomingFile.Sweep(System.IO.Path.Combine(path, CheckpointStore.FolderName));
        return new RunFolder(path, options, held);
    }

    /// <summary>Looks into the folder of a run, which another process may work on.</summary>
    /// <exception cref="InputException">It is no run folder, or its options have faults.</exception>
    public static RunFolder Look(string path) => new(path, ReadOptions(path), null);

    /// <summary>Lets go of the folder.</summary>
    public void Dispose() => _lock?.Dispose();

    private static RunOptions ReadOptions(string path)
    {
        if (!Directory.Exists(path))
        {
            throw new InputException($"{path} is no run folder: there is no such folder.");
        }

        foreach (var needed in new[] { OptionsFileName, CheckpointStore.FolderName })
        {
            if (!System.IO.Path.Exists(System.IO.Path.Combine(path, needed)))
            {
                throw new InputException(
                    $"{path} is no run folder: {needed} is missing. Give a folder that mas run has made.");
            }
        }

        var file = System.IO.Path.Combine(path, OptionsFileName);
        var options = WrittenJson.Read(
            file, RunJson.Default.RunOptions, read => read.Faults(), new RunOptions());
        return options with { Out = path };
    }

    private static void Check(RunOptions options)
    {
        var faults = options.Faults();
        if (faults.Count > 0)
        {
            throw new InputException(string.Join(Environment.NewLine, faults));
        }
    }

    /// <summary>
    /// Names for a folder that was not told where to go, made of the time and of what it is: those that are free when they
    /// are looked at. Another process may take one first.
    /// </summary>
    internal static IEnumerable<string> FreeNames(string what, TimeProvider clock)
    {
        var time = clock.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var path = System.IO.Path.Combine(DefaultParent, $"{time}-{what}");
        return Enumerable.Range(2, int.MaxValue - 2)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"{path}-{number}"))
            .Prepend(path)
            .Where(candidate => !System.IO.Path.Exists(candidate));
    }

    private static InputException Taken(string path) => new(
        $"--out {path} exists already; give a folder that does not, or go on with it: mas resume {path}");

    private static string? FileOnTheWayTo(string path)
    {
        var above = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path));
        while (above is not null && !System.IO.Path.Exists(above))
        {
            above = System.IO.Path.GetDirectoryName(above);
        }

        return File.Exists(above) ? above : null;
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
