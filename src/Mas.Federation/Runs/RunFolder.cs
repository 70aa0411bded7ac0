using System.Globalization;
using Mas.Engine.Parameters;
using Mas.Federation.Options;
using Mas.Learning;
using Mas.Learning.Catalogues;
using Mas.Learning.Examples;
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
    public RunOptions Options { get; private set; }

    /// <summary>The run's models.</summary>
    public CheckpointStore Checkpoints { get; }

    /// <summary>What the run's data held when it began, or null if that is not known.</summary>
    /// <exception cref="InputException">Its file is damaged.</exception>
    public ShardsDigest? Data =>
        File.Exists(In(RunData.FileName))
            ? DurableFile.ReadJson(In(RunData.FileName), RunJson.Default.ShardsDigest) : null;

    /// <summary>What the numbers of the run's data mean; that nothing is known, of a run whose devices have the data.</summary>
    /// <exception cref="InputException">Its file is damaged.</exception>
    public DataMeaning Meaning =>
        File.Exists(In(RunData.MeaningFileName))
            ? DurableFile.ReadJson(In(RunData.MeaningFileName), RunJson.Default.DataMeaning) : DataMeaning.Unknown;

    /// <summary>The journal's file.</summary>
    public string JournalPath => In("journal.jsonl");

    /// <summary>The file of <see cref="AffinityFile"/>.</summary>
    public string AffinityPath => In(AffinityFile.FileName);

    /// <summary>The file of <see cref="ResultFile"/>.</summary>
    public string ResultPath => In(ResultFile.FileName);

    /// <summary>What was planned alongside what was used, if a plan was asked for.</summary>
    public string PlanPath => In("plan.json");

    /// <summary>The report for people.</summary>
    public string ReportPath => In(ReportFileName);

    /// <summary>The folder of the report's figures as files of their own.</summary>
    public string FiguresPath => In("figures");

    /// <summary>The folder of the views drawn for the report, if the data to draw them were available.</summary>
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
            throw new InputException($"--out {options.Out} cannot be created: {file} is a file, not a folder.");
        }
    }

    /// <summary>
    /// Makes the folder of a new run and writes its options; a relative data folder is made absolute. The folder gets
    /// its name once it is complete, so a process killed on the way leaves no run that can be neither resumed nor
    /// started. If the options name none, it gets the first name made of time and method that no other run has taken.
    /// </summary>
    /// <param name="options">The options, without fault.</param>
    /// <param name="clock">What the default name is made from.</param>
    /// <param name="data">The data, which are open; null = the devices have them.</param>
    /// <param name="start">The content of the file of <see cref="RunOptions.Start"/>; null = there is none.</param>
    /// <param name="meaning">What the numbers of the data mean that devices have; null = the data say, or it is not known.</param>
    /// <exception cref="InputException">The options have faults, or the folder exists or may not be made.</exception>
    /// <exception cref="IOException">The folder cannot be written; the message names the file.</exception>
    public static RunFolder Create(
        RunOptions options, TimeProvider clock, IShardSet? data = null, byte[]? start = null, DataMeaning? meaning = null)
    {
        CheckNew(options);
        var begun = InFullPaths(options) with { DataDigest = data?.Digest.Sha256 };
        foreach (var path in options.Out is { } asked ? [asked] : FreeNames(options.Method, clock))
        {
            var resolved = begun with { Out = path };
            var isMade = NewFolder.TryCreate(path, partial =>
            {
                Directory.CreateDirectory(System.IO.Path.Combine(partial, CheckpointStore.FolderName));
                DurableFile.WriteJson(
                    System.IO.Path.Combine(partial, OptionsFileName), resolved, RunJson.Default.RunOptions);
                if (data is not null)
                {
                    DurableFile.WriteJson(
                        System.IO.Path.Combine(partial, RunData.FileName), data.Digest, RunJson.Default.ShardsDigest);
                }

                if ((data?.Meaning ?? meaning) is { } known)
                {
                    DurableFile.WriteJson(
                        System.IO.Path.Combine(partial, RunData.MeaningFileName), known, RunJson.Default.DataMeaning);
                }

                if (start is not null)
                {
                    DurableFile.Write(
                        System.IO.Path.Combine(partial, StartingWeights.FileName), file => file.Write(start));
                }
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
    /// <param name="changes">
    /// What differs from when it began; null = nothing. Where its data are is not read here.
    /// </param>
    /// <param name="learning">What its options choose from.</param>
    public static RunFolder Open(string path, LearningCatalogue learning, ResumeOptions? changes = null)
    {
        var options = ReadOptions(path, learning);
        options = options with
        {
            Threads = changes?.Threads ?? options.Threads,
            Cache = changes?.Cache ?? options.Cache,
        };
        Check(options);
        var held = FolderLock.Hold(path);
        IncomingFile.Sweep(path);
        IncomingFile.Sweep(System.IO.Path.Combine(path, CheckpointStore.FolderName));
        return new RunFolder(path, options, held);
    }

    /// <summary>Looks into the folder of a run, which another process may work on.</summary>
    /// <exception cref="InputException">It is no run folder, or its options have faults.</exception>
    /// <param name="path">The folder.</param>
    /// <param name="learning">What its options choose from.</param>
    public static RunFolder Look(string path, LearningCatalogue learning) =>
        new(path, ReadOptions(path, learning), null);

    /// <summary>Opens the run's data, which must hold what they held when it began.</summary>
    /// <param name="changes">Where they are now, and where they are cached; null = as when the run began.</param>
    /// <param name="note">Called with a sentence about what takes time.</param>
    /// <param name="cancellation">Stops the drawing of Rooms.</param>
    /// <param name="preparing">Called with what is being prepared, and the share of it that is done, 0 to 1.</param>
    /// <exception cref="InputException">
    /// They are missing, differ, which the message explains, or have faults.
    /// </exception>
    /// <exception cref="IOException">The Rooms or the packed views cannot be written.</exception>
    public IShardSet OpenData(
        ResumeOptions? changes, Action<string>? note, CancellationToken cancellation,
        Action<string, double>? preparing = null) => RunData.OpenAgain(
            Options with { Data = changes?.Data ?? Options.Data, Cache = changes?.Cache ?? Options.Cache }, Data, note,
            cancellation, preparing);

    /// <summary>Reads the weights that the run starts from.</summary>
    /// <returns>Null where it starts from its seed.</returns>
    /// <exception cref="InputException">The file is missing, or not the one that was written.</exception>
    internal NamedTensors? LoadStart()
    {
        if (Options.Start is not { } start)
        {
            return null;
        }

        return Checkpoints.Load(new SavedCheckpoint(StartingWeights.FileName, start.Sha256), out var fault)
            ?? throw new InputException($"{Path}: {fault}");
    }

    /// <summary>Records where the run's data are now.</summary>
    /// <param name="data">Their folder, which was opened.</param>
    /// <exception cref="IOException">It cannot be written; the message names the file.</exception>
    internal void MoveData(string data)
    {
        var before = Options.Data;
        Options = InFullPaths(Options with { Data = data });
        if (Options.Data == before)
        {
            return;
        }

        DurableFile.WriteJson(
            In(OptionsFileName), ReadOptions(Path, Options.Learning) with { Data = Options.Data }, RunJson.Default.RunOptions);
    }

    /// <summary>Takes tasks that have joined the run into its options; anything else is left as it is.</summary>
    /// <param name="asked">The options of the run, with all tasks that have joined it.</param>
    /// <exception cref="IOException">They cannot be written; the message names the file.</exception>
    internal void TakeJoined(RunOptions asked)
    {
        if (Options.Arrivals == asked.Arrivals || !Present(Options).SequenceEqual(Present(asked))
            || asked.Arrivals?.StartsWith(
                Options.Arrivals is { } before ? $"{before}," : "", StringComparison.Ordinal) != true)
        {
            return;
        }

        Options = WithTasks(Options);
        DurableFile.WriteJson(
            In(OptionsFileName), WithTasks(ReadOptions(Path, Options.Learning)), RunJson.Default.RunOptions);

        RunOptions WithTasks(RunOptions options) =>
            options with { Tasks = asked.Tasks, Arrivals = asked.Arrivals, LeaveAt = asked.LeaveAt };
    }

    /// <summary>Refuses a folder that holds a different run.</summary>
    /// <param name="asked">The options of the run it should hold.</param>
    /// <exception cref="InputException">
    /// Its options are different; the location of its data and results does not matter.
    /// </exception>
    internal void CheckHolds(RunOptions asked)
    {
        if (!WithoutPlaces(Options).IsWrittenLike(WithoutPlaces(asked)))
        {
            throw new InputException(
                $"{Path} holds a run with different options; move it elsewhere.");
        }
    }

    /// <summary>The options with folders that do not depend on the working folder.</summary>
    internal static RunOptions InFullPaths(RunOptions options) => options with
    {
        Data = options.Data is null ? null : System.IO.Path.GetFullPath(options.Data),
        Cache = options.Cache is null ? null : System.IO.Path.GetFullPath(options.Cache),
        From = options.From is null ? null : System.IO.Path.GetFullPath(options.From),
    };

    /// <summary>Lets go of the folder.</summary>
    public void Dispose() => _lock?.Dispose();

    private static RunOptions ReadOptions(string path, LearningCatalogue learning)
    {
        if (!Directory.Exists(path))
        {
            throw new InputException($"{path} is not a run folder: it does not exist.");
        }

        foreach (var needed in new[] { OptionsFileName, CheckpointStore.FolderName })
        {
            if (!System.IO.Path.Exists(System.IO.Path.Combine(path, needed)))
            {
                throw new InputException(
                    $"{path} is not a run folder: {needed} is missing. Give a folder that mas run has made.");
            }
        }

        var file = System.IO.Path.Combine(path, OptionsFileName);
        ArgumentNullException.ThrowIfNull(learning);
        var options = WrittenJson.Read(
            file, RunJson.Default.RunOptions, read => (read with { Learning = learning }).Faults(OptionSpelling.Json),
            RunOptions.OfEarlierVersions);
        return options with { Out = path, Learning = learning };
    }

    /// <summary>The tasks that are there from the start.</summary>
    private static IEnumerable<string> Present(RunOptions options) => options.TaskNames.Except(
        TaskValues.Read(options.Arrivals, ArrivalsForm.Sign)!.Select(arrival => arrival.Task));

    /// <summary>What decides the models, except the data.</summary>
    private static RunOptions WithoutPlaces(RunOptions options) => options.FromAnywhere() with
    {
        Data = null,
        DataDigest = null,
        Source = null,
        RoomsEdition = 0,
        Buildings = 1,
        Cache = null,
        Threads = 1,
        CarbonIntensity = 0,
        Out = null,
    };

    private static void Check(RunOptions options)
    {
        var faults = options.Faults(OptionSpelling.Command);
        if (faults.Count > 0)
        {
            throw new InputException(string.Join(Environment.NewLine, faults));
        }
    }

    /// <summary>
    /// Names for a folder whose location was not given, made of the time and its purpose: those that are free when
    /// checked. Another process may take one first.
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
        $"--out {path} already exists; give a new folder, or resume it: mas resume {path}");

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
