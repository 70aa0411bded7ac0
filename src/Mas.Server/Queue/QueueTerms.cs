using Mas.Federation.Catalogues;
using Mas.Federation.Runs;
using Mas.Learning.Catalogues;
using Mas.Reports.Views;
using Mas.Server.Policy;
using Mas.Vision;

namespace Mas.Server.Queue;

/// <summary>How a queue works.</summary>
public sealed record QueueTerms
{
    /// <summary>
    /// For how long a submission waits for others of its recipe to be merged with; 0 or more, default 10 s.
    /// </summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether no run begins before <see cref="Fleet.BeginRuns"/>: for a caller that submits several task sets and
    /// wants them merged, however long that takes. Default false.
    /// </summary>
    public bool BeginsHeld { get; init; }

    /// <summary>
    /// Runs beside each other, at least 1, default 2; one whose split is held counts only once it is approved.
    /// </summary>
    public int Runs { get; init; } = 2;

    /// <summary>Devices a run begins with at least; at least 1, default 4.</summary>
    public int Devices { get; init; } = 4;

    /// <summary>
    /// Whether a split that is held needs the approval of an operator who has submitted nothing to its run. Default
    /// false.
    /// </summary>
    public bool TwoEyes { get; init; }

    /// <summary>What the server's owner allows operators, and how long ended runs are kept.</summary>
    public FleetPolicy Policy { get; init; } = new();

    /// <summary>What runs choose their method and aggregation rule from; default what comes with Mas.</summary>
    public RunCatalogue Catalogue { get; init; } =
        RunCatalogue.Standard with { Learning = LearningCatalogue.Standard.WithPictures() };

    /// <summary>What recipes leave open.</summary>
    public RunOptions Defaults { get; init; } = new();

    /// <summary>The terms with defaults that choose from <see cref="Catalogue"/>.</summary>
    internal QueueTerms Resolved => this with { Defaults = Catalogue.For(Defaults) };

    /// <summary>The pause after a turn of the queue that failed; default 5 s.</summary>
    internal TimeSpan LoopPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The first pause of a run whose database or disk is away, which doubles from try to try; default 1 s.</summary>
    internal TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause; default a minute.</summary>
    internal TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Draws what the models of a run that has ended make of pictures the server's owner has, or says to the second
    /// argument why not; null, the default, = reports without pictures.
    /// </summary>
    public Func<RunFolder, Action<string>, CancellationToken, IReadOnlyList<ReportView>>? Pictures { get; init; }
}
