using Mas.Engine.Checkpoints;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Needs;

namespace Mas.Federation.Planning;

/// <summary>
/// Counts of the steps of the groups a plan meets, and the lengths of their models, made on paper and kept while they
/// are asked for. Groups whose decoders have the same shapes take the same. Thread-safe.
/// </summary>
public sealed class StepCounts
{
    // A plan of nine tasks meets at most 511 groups.
    private const int Most = 1024;

    private readonly BoundedCache<string, StepCount> _counts = new(Most);
    private readonly BoundedCache<string, long> _lengths = new(Most);

    /// <summary>A step of a stage's clients.</summary>
    internal StepCount Of(RunOptions options, Stage stage)
    {
        var shapes = string.Join('.', stage.Tasks.Select(
            task => $"{task.Head}-{task.Outputs}-{task.TargetChannels}").Order());
        var probe = stage.Probes ? $"{options.Affinity}" : "none";
        var rule = $"{stage.Step.Gradients}-{stage.Step.Proximal > 0}";
        return _counts.GetOrAdd(
            $"{ModelKey(options)} {options.Batch} {shapes} {rule} {probe}", _ => StepCount.Of(
                options.Model(stage.Tasks), options.Batch, stage.Step, stage.Probes ? options.Affinity : null,
                options.Learning));
    }

    /// <summary>A plain step of some tasks, without a probe.</summary>
    internal StepCount Plain(RunOptions options, string tasks) =>
        Of(options, new Stage(tasks, options.Known().TaskSet(tasks), 1, 1, Parent: null, Probes: false));

    /// <summary>Bytes of the stage's model on the wire.</summary>
    internal long ModelBytes(RunOptions options, Stage stage) =>
        _lengths.GetOrAdd($"{ModelKey(options)} {stage.Letters}", _ => Length(options, stage));

    private static string ModelKey(RunOptions options) =>
        $"{options.Encoder} {options.Norm} {options.InputShape} {string.Join(' ', options.Embeddings ?? [])}";

    private static long Length(RunOptions options, Stage stage)
    {
        using var model = options.Learning.Model(options.Model(stage.Tasks), onPaper: true);
        return SafetensorsFile.Length(model.Parameters.Values.Layout);
    }
}
