using Mas.Federation;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Rooms;

namespace Mas.Tests.Federation.Runs;

/// <summary>Four small buildings, and runs on them that take a second.</summary>
public sealed class TinyRuns : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<ResultFile> _undisturbed;

    public TinyRuns()
    {
        RoomsGenerator.Write(
            Data, new RoomsOptions { Buildings = 4, ImageSize = 32, MinimumViews = 8, MaximumViews = 13 });
        _undisturbed = new(() => Start(Options("undisturbed")));
    }

    /// <summary>The data set's folder.</summary>
    internal string Data => _folder["rooms"];

    /// <summary>What came of <see cref="Options"/> in a run that nothing interrupted.</summary>
    internal ResultFile Undisturbed => _undisturbed.Value;

    /// <summary>A place in the temporary folder.</summary>
    internal string this[string name] => _folder[name];

    /// <summary>Two tasks merged for two rounds, then each alone for two more.</summary>
    internal RunOptions Options(string name) => TestCatalogue.Options with
    {
        Data = Data,
        Tasks = "dk",
        Groups = 2,
        Rounds = 4,
        MergeRounds = 2,
        ClientsPerRound = 2,
        Batch = 4,
        ImageSize = 32,
        EvaluateEvery = 2,
        Threads = 2,
        Out = this[name],
    };

    /// <summary>Runs to the end.</summary>
    internal static ResultFile Start(RunOptions options) =>
        FederatedRun.Start(options, TestCatalogue.Runs, RunObserver.None, CancellationToken.None).Result;

    /// <summary>Goes on to the end.</summary>
    internal static ResultFile Resume(RunOptions options, int? threads = null, string? data = null) =>
        FederatedRun.Resume(
            options.Out!, TestCatalogue.Runs, RunObserver.None, CancellationToken.None,
            new ResumeOptions { Threads = threads, Data = data }).Result;

    /// <summary>Copies the data set, times of writing and links included.</summary>
    /// <returns>The copy.</returns>
    internal string CopyData(string name)
    {
        Assert.Equal(0, RequiresTorchFactAttribute.Run("cp", "-a", Data, this[name]));
        return this[name];
    }

    /// <summary>Runs until an event is in the journal, and a little further: whatever was in flight is lost.</summary>
    internal static void StartAndInterrupt(RunOptions options, Func<JournalEvent, bool> at) =>
        Assert.True(IsInterrupted(at, (observer, token) => FederatedRun.Start(options, TestCatalogue.Runs, observer, token)));

    /// <summary>Goes on until an event is in the journal.</summary>
    /// <returns>Whether the run was interrupted before its end.</returns>
    internal static bool ResumeAndInterrupt(RunOptions options, Func<JournalEvent, bool> at) =>
        IsInterrupted(at, (observer, token) => FederatedRun.Resume(options.Out!, TestCatalogue.Runs, observer, token));

    /// <summary>Deletes the data and all runs.</summary>
    public void Dispose() => _folder.Dispose();

    private static bool IsInterrupted(
        Func<JournalEvent, bool> at, Func<RunObserver, CancellationToken, RunResult> run)
    {
        using var source = new CancellationTokenSource();
        var observer = new RunObserver
        {
            Journaled = happened =>
            {
                if (at(happened))
                {
                    source.Cancel();
                }
            },
        };
        try
        {
            run(observer, source.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }
}
