using System.Diagnostics;
using Mas.Commands;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Tests.Federation;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Tables;
using Xunit.Abstractions;

namespace Mas.Tests.Cli;

/// <summary>A real process, killed at any moment: nothing finished is lost, and the models end the same.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class KillTests(TinyRuns runs, ITestOutputHelper output)
{
    private const int Kills = 10;

    [Fact]
    public void KilledAtTenMomentsARunEndsWithTheBitsOfOneNeverKilled()
    {
        _ = runs.Undisturbed;

        // The first run packs the data itself, so that it may be killed while it does.
        Directory.Delete(Path.Combine(runs.Data, ".mas-cache"), recursive: true);
        KillAndCompare(Kills, runs.Options, runs.Undisturbed);
    }

    [Fact]
    public void KilledWhileItKeepsItsBestModelsARunEndsWithTheBitsOfOneNeverKilled()
    {
        RunOptions Patient(string name) => runs.Options($"patient-{name}") with
        {
            Rounds = 10,
            MergeRounds = 7,
            LearningRate = 0.4,
            EvaluateEvery = 1,
            Patience = 3,
            ProbeRounds = 2,
        };

        var undisturbed = TinyRuns.Start(Patient("undisturbed"));
        Assert.Contains(undisturbed.Stages, stage => stage.KeptRound is not null);

        KillAndCompare(
            Kills / 2, Patient, undisturbed, "--learning-rate", "0.4", "--patience", "3", "--probe-rounds", "2");
    }

    [Fact]
    public void KilledWithPartialLabelsARunEndsWithTheBitsOfOneNeverKilled()
    {
        var data = PartialRooms.Write(runs["killed-partial-rooms"]);
        RunOptions Partial(string name) => PartialRooms.Of(runs.Options($"partial-{name}"), data);
        var undisturbed = TinyRuns.Start(Partial("undisturbed"));
        Directory.Delete(Path.Combine(data, ".mas-cache"), recursive: true);

        KillAndCompare(Kills / 2, Partial, undisturbed);
    }

    [Fact]
    public void KilledOnATableWithPartialLabelsARunEndsWithTheBitsOfOneNeverKilled()
    {
        using var folder = new TemporaryFolder();
        var table = SmallTable.Write(folder, SmallTable.Lines(clients: 4, rowsEach: 2000).Prepend(SmallTable.Header));
        RunOptions OfTable(string name) => runs.Options($"table-{name}") with
        {
            Data = table,
            Client = "station",
            Targets = "level:regression,alarm:class",
            SplitBy = "week",
            Encoder = "mlp",
            Batch = 64,
        };

        var undisturbed = TinyRuns.Start(OfTable("undisturbed"));
        Assert.Equal((4, 2), (undisturbed.Labels!.Clients, undisturbed.Labels.ByTask["alarm"]));

        KillAndCompare(Kills / 2, OfTable, undisturbed);
    }

    /// <summary>Kills runs at so many moments; each must end as the one that nothing disturbed.</summary>
    /// <param name="kills">How many moments.</param>
    /// <param name="named">The options of a run in a folder of this name.</param>
    /// <param name="undisturbed">The end of the one that nothing disturbed.</param>
    /// <param name="more">Options of the command line beyond those that all these runs have.</param>
    private void KillAndCompare(int kills, Func<string, RunOptions> named, ResultFile undisturbed, params string[] more)
    {
        var random = new Random(2026);
        var moments = new List<string>();
        for (var attempt = 0; moments.Count < kills; attempt++)
        {
            var options = named($"killed-{attempt}");
            var code = -1;
            while (code != ExitCode.Done)
            {
                using var process = MasProcess.Start(
                    IsThere(options) ? ["resume", options.Out!] : [.. Command(options), .. more]);
                if (moments.Count < kills && Wait(process, options, random, moments.Count) is { } moment)
                {
                    process.Kill();
                    moments.Add(moment);
                    output.WriteLine($"killed after {moment}");
                    continue;
                }

                var ended = process.End();
                Assert.True(ended.Code == ExitCode.Done, $"After {string.Join(", ", moments)}: {ended.Error}");
                code = ended.Code;
            }

            AssertUndisturbed(options, string.Join(", ", moments), undisturbed);
        }
    }

    [Fact]
    public void InterruptedARunSaysHowToGoOnAndDoes()
    {
        var options = runs.Options("interrupted");
        using var process = MasProcess.Start(Command(options));
        Assert.True(process.Until(() => Journal(options).Contains("round-finished", StringComparison.Ordinal)));
        process.Interrupt();
        var ended = process.End();

        Assert.Equal(ExitCode.Interrupted, ended.Code);
        Assert.Contains($"mas resume {options.Out}", ended.Error);
        Assert.Equal(ExitCode.Done, MasProcess.Run("resume", options.Out!).Code);
        AssertUndisturbed(options, "an interruption", runs.Undisturbed);
    }

    internal static IEnumerable<string> Command(RunOptions options) =>
    [
        "run", "--data", options.Data!, "--out", options.Out!,
        .. options.Columns is { } columns
            ? ["--client", columns.Client!, "--targets", columns.Targets!, "--split-by", columns.SplitBy!]
            : new[] { "--tasks", options.Tasks },
        .. Recipe(options),
    ];

    /// <summary>The options that decide how tasks are trained.</summary>
    internal static IEnumerable<string> Recipe(RunOptions options) =>
    [
        "--groups", $"{options.Groups}", "--rounds", $"{options.Rounds}", "--merge-rounds", $"{options.MergeRounds}",
        "--clients-per-round", $"{options.ClientsPerRound}", "--batch", $"{options.Batch}", "--image-size",
        $"{options.ImageSize}", "--evaluate-every", $"{options.EvaluateEvery}", "--threads", $"{options.Threads}",
    ];

    /// <summary>
    /// Waits for one of four kinds of moment in turn: any after the start (packing the data included), right after the
    /// next event, while a checkpoint is being written, any after the next event.
    /// </summary>
    /// <returns>The moment in words, or null where the process ended before.</returns>
    private static string? Wait(MasProcess process, RunOptions options, Random random, int number)
    {
        var (started, lines) = (Stopwatch.GetTimestamp(), Lines(options));
        var came = (number % 4) switch
        {
            0 => Pass(random.Next(1000)),
            1 => Until(() => Lines(options) > lines + 1),
            2 => Until(() => IsWriting(options)),
            _ => Until(() => Lines(options) > lines + 1) && Pass(random.Next(200)),
        };
        return came
            ? $"{Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms with {Lines(options)} events"
            : null;

        bool Pass(int milliseconds)
        {
            var from = Stopwatch.GetTimestamp();
            return Until(() => Stopwatch.GetElapsedTime(from).TotalMilliseconds >= milliseconds);
        }

        // A file that is being written is there for a few milliseconds.
        bool Until(Func<bool> condition) => process.Until(condition, TimeSpan.FromMilliseconds(1));
    }

    private static bool IsWriting(RunOptions options)
    {
        var checkpoints = Path.Combine(options.Out!, CheckpointStore.FolderName);
        return Directory.Exists(checkpoints) && Directory.EnumerateFiles(checkpoints, "*.tmp").Any();
    }

    private static bool IsThere(RunOptions options) => Directory.Exists(options.Out);

    private static int Lines(RunOptions options) => Journal(options).Count(character => character == '\n');

    private static string Journal(RunOptions options)
    {
        var path = Path.Combine(options.Out!, Mas.Federation.Journals.Journal.FileName);
        if (!File.Exists(path))
        {
            return "";
        }

        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private static void AssertUndisturbed(RunOptions options, string after, ResultFile undisturbed)
    {
        var result = ResultFile.Read(Path.Combine(options.Out!, ResultFile.FileName));
        Assert.True(
            undisturbed.ModelSha256.All(model => result.ModelSha256[model.Key] == model.Value),
            $"Other bits after {after}.");
        Assert.Equal(undisturbed.TestLoss.PerTask, result.TestLoss.PerTask);
        Assert.Equal(undisturbed.Cost.TrainFlops, result.Cost.TrainFlops);
        Assert.Empty(Directory.EnumerateFiles(options.Out!, "*.tmp", SearchOption.AllDirectories));
        Assert.Equal(undisturbed.Notes, result.Notes);
        Assert.DoesNotContain(
            RunHistory.Read(Path.Combine(options.Out!, Mas.Federation.Journals.Journal.FileName)).Warnings,
            warning => warning.Stage is not null);
    }
}
