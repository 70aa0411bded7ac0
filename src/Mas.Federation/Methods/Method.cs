using Mas.Federation.Grouping;
using Mas.Federation.Options;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Learning.Training;

namespace Mas.Federation.Methods;

/// <summary>
/// A method: the strategy that turns a task set into stages, with all that is known of it. Everything else in the house
/// asks the method; nothing matches its name. Immutable and thread-safe: a program keeps nothing between runs.
/// </summary>
/// <example>
/// Every two neighbouring tasks in a model of their own, each pair at the same time as the others:
/// <code>
/// public sealed class InPairs : Method
/// {
///     public override string Name => "in-pairs";
///     public override string Summary => "every two neighbouring tasks in one model";
///     public override async Task&lt;IReadOnlyList&lt;FinalModel&gt;&gt; Run(TaskFederation federation, RunOptions options)
///     {
///         var pairs = options.TaskSet().Chunk(2).Select(pair => federation.Merge(pair, options.Rounds));
///         return [.. (await federation.TrainAll(pairs)).Select(FinalModel.Of)];
///     }
/// }
///
/// var catalogue = RunCatalogue.Standard.With(new InPairs());
/// FederatedRun.Start(options with { Method = "in-pairs" }, catalogue, RunObserver.None, cancellation);
/// </code>
/// </example>
public abstract class Method
{
    /// <summary>The name in options and files: lower-case letters, digits and dashes, unique in a catalogue.</summary>
    public abstract string Name { get; }

    /// <summary>What it does, in half a sentence without a capital or a stop.</summary>
    public abstract string Summary { get; }

    /// <summary>
    /// The end of a report's title, after the number of tasks and a comma: <c>all in one model</c>. Default the summary.
    /// </summary>
    public virtual string Title => Summary;

    /// <summary>
    /// How it goes about its tasks, in whole sentences for a reader who has never heard of it. A report says before it
    /// that several tasks are to be learned. Default made of the summary.
    /// </summary>
    /// <param name="options">The run's options.</param>
    public virtual string Story(RunOptions options) => $"They are trained in this way: {Summary}.";

    /// <summary>
    /// The options that it reads and some other methods do not, by their names: <c>merge-rounds</c>, <c>mu</c>. Default
    /// none.
    /// </summary>
    public virtual IReadOnlyList<string> Reads => [];

    /// <summary>
    /// The kind of the groups that <see cref="RunOptions.Groups"/> counts; default none. A method of partitions trains
    /// all tasks for <see cref="RunOptions.MergeRounds"/>, and then lets <see cref="TaskFederation.Split"/> choose.
    /// </summary>
    public virtual GroupKind Groups => GroupKind.None;

    /// <summary>Whether it chooses groups by measured affinity, so that it must probe; default no.</summary>
    public virtual bool ReadsAffinity => false;

    /// <summary>Whether its models are those of single clients, which average nothing; default no.</summary>
    public virtual bool IsForSingleClients => false;

    /// <summary>Whether it merges all tasks first and splits them later, so that there is a split to approve.</summary>
    public bool Splits => Groups == GroupKind.Partition;

    /// <summary>What clients' steps are made of where all tasks are one model; default the plain rule.</summary>
    /// <param name="options">The run's options.</param>
    public virtual StepRule Step(RunOptions options) => StepRule.Plain;

    /// <summary>
    /// The stages that options tell beforehand, which progress is measured against; default one of all tasks. What
    /// turns out to be more counts once its stage has begun.
    /// </summary>
    /// <param name="options">The run's options.</param>
    public virtual IEnumerable<ExpectedStage> Expected(RunOptions options) =>
        [new ExpectedStage(options.TaskNames.Count, options.Rounds)];

    /// <summary>
    /// What is wrong with options for this method alone; default nothing. Ranges, the number of groups and what
    /// measuring takes are checked already.
    /// </summary>
    /// <param name="options">The run's options, which may have other faults.</param>
    public virtual IEnumerable<OptionFault> Faults(RunOptions options) => [];

    /// <summary>The program. It may be run again after a kill: every verb that is done is not done again.</summary>
    /// <param name="federation">The verbs.</param>
    /// <param name="options">The run's options, without fault.</param>
    /// <returns>The models it ends with; together they serve every task.</returns>
    public abstract Task<IReadOnlyList<FinalModel>> Run(TaskFederation federation, RunOptions options);

    /// <summary>Whether it chooses the number of its groups itself, within a budget.</summary>
    /// <param name="options">The run's options.</param>
    public bool ChoosesGroupCount(RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Splits && options.Groups.IsAuto;
    }
}
