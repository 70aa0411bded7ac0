using Mas.Federation.Catalogues;
using Mas.Federation.Journals;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Learning;

namespace Mas.Federation.Comparisons;

/// <summary>One run of a comparison: a method with a seed, in a run folder of its own.</summary>
/// <param name="Method">The method as it was written.</param>
/// <param name="Catalogue">What the options choose from.</param>
/// <param name="Options">The run's options.</param>
public sealed record ComparisonRun(string Method, RunCatalogue Catalogue, RunOptions Options)
{
    /// <summary>The run folder.</summary>
    public string Path => Options.Out!;

    /// <summary>Whether it has been begun, so that there is a folder to look into.</summary>
    public bool IsBegun => File.Exists(System.IO.Path.Combine(Path, RunFolder.OptionsFileName));

    /// <summary>Whether it has come to its end.</summary>
    /// <exception cref="InputException">Its journal is damaged.</exception>
    public bool IsFinished => Past().Finished is not null;

    /// <summary>What the run's journal tells so far.</summary>
    /// <exception cref="InputException">It is damaged.</exception>
    public RunHistory Past() => RunHistory.Read(System.IO.Path.Combine(Path, Journal.FileName));

    /// <summary>Refuses a folder that now holds another run.</summary>
    /// <exception cref="InputException">Its options are not those of this run, or it is not a run.</exception>
    public void CheckHeld()
    {
        using var folder = RunFolder.Look(Path, Catalogue.Learning);
        folder.CheckHolds(Options);
    }

    /// <summary>Trains it from the beginning or from where it stopped, as <see cref="FederatedRun"/> does.</summary>
    internal void Train(RunObserver observer, StageShelf shelf, CancellationToken cancellation)
    {
        if (IsBegun)
        {
            CheckHeld();
            var changes = new ResumeOptions { Data = Options.Data, Cache = Options.Cache, Threads = Options.Threads };
            FederatedRun.Resume(Path, Catalogue, observer, cancellation, changes, shelf);
        }
        else
        {
            FederatedRun.Start(Options, Catalogue, observer, cancellation, shelf);
        }
    }
}
