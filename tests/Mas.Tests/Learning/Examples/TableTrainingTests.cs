using Mas.Engine.Parallelism;
using Mas.Engine.Parameters;
using Mas.Engine.Randomness;
using Mas.Learning;
using Mas.Learning.Catalogues;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Needs;
using Mas.Learning.Objectives;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Tests.Learning.Examples;

/// <summary>Rows of a table are learned by the same training, evaluation, probes and constants as pictures.</summary>
public class TableTrainingTests
{
    private const string Letters = "xy";

    private static readonly LearningCatalogue _catalogue = TestCatalogue.Learning
        .With(new LearningTask("sum", "sum", "x", "sum", 1, MaskedL1Objective.Instance) { Head = "linear" })
        .With(new LearningTask("sign", "sign", "y", "sign", 3, CrossEntropyObjective.Instance) { Head = "linear" });

    private static readonly IReadOnlyList<LearningTask> _tasks = _catalogue.TaskSet(Letters);

    private static ModelDescription Description => new("mlp", FieldShape.Flat(TableShard.Columns), _tasks);

    public static TheoryData<GradientRule> Rules => [.. Enum.GetValues<GradientRule>()];

    [Theory]
    [MemberData(nameof(Rules))]
    public void AModelOfRowsLearnsMoreThanTheBestConstant(GradientRule rule)
    {
        using var bench = new Workbench(WorkPool.Serial, _catalogue);
        var shard = new TableShard("castle", 400, seed: 1);
        using var start = Start();
        using var update = LocalTraining.Train(
            Order(start, rule), shard, bench, TimeProvider.System, CancellationToken.None);

        Assert.Null(update.Fault);
        Assert.Equal(rule == GradientRule.Sum ? 1 : 0, Math.Min(1, update.Probes));
        var constants = ConstantMaps.Best(_tasks, ConstantMaps.Count(shard, _tasks, bench, default));
        var constant = ConstantMaps.Measure(constants, shard, _tasks, Split.Test, bench, default);
        var learned = Evaluation.Measure(
            Description, update.Parameters!, shard, Split.Test, 16, bench, CancellationToken.None);
        for (var task = 0; task < _tasks.Count; task++)
        {
            Assert.True(learned[task].Loss.Value < 0.7 * constant[task].Loss.Value, $"{learned[task]} of {constant[task]}");
        }

        Assert.Equal([50, 100], learned.Select(task => task.Loss.Pixels));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void AClientWithoutLabelsOfATaskTrainsAsIfTheOthersWereAll(GradientRule rule)
    {
        using var bench = new Workbench(WorkPool.Serial, _catalogue);
        var shard = new TableShard("castle", 400, seed: 1, lacks: "sign");
        using var start = Start();
        using var alone = new NamedTensors(_catalogue.Model(Description with { Tasks = [_tasks[0]] }).Parameters.Values.Layout);
        alone.CopyFrom(start);

        using var update = LocalTraining.Train(Order(start, rule), shard, bench, TimeProvider.System, default);
        using var single = LocalTraining.Train(
            Order(alone, rule, probeEvery: 0) with { Tasks = [_tasks[0]] }, shard, bench, TimeProvider.System, default);

        foreach (var slot in start.Layout.Slots)
        {
            var expected = slot.Name.StartsWith("decoders.y.", StringComparison.Ordinal)
                ? start[slot] : single.Parameters![slot.Name];
            Assert.Equal(Bits.Of(expected), Bits.Of(update.Parameters![slot]));
        }

        Assert.Equal([200, 0], update.Labelled!);
        Assert.Equal([single.Losses[0], MeanLoss.None], update.Losses);
        Assert.Equal((0, null, single.Flops), (update.Probes, update.Affinity, update.Flops));
        Assert.Equal(rule == GradientRule.GradNorm, update.Balance is not null);
        Assert.Equal(2, update.Balance?.Weights.Sum() ?? 2, 1e-12);
        Assert.Null(update.Balance?.FirstLosses![1]);
    }

    [Fact]
    public void AClientWithoutLabelsOfATaskMeasuresNothingOfIt()
    {
        using var bench = new Workbench(WorkPool.Serial, _catalogue);
        using var start = Start();
        var (partial, whole) = (new TableShard("castle", 400, seed: 1, lacks: "sum"), new TableShard("castle", 400, seed: 1));

        var found = Evaluation.Measure(Description, start, partial, Split.Test, 16, bench, default);
        var expected = Evaluation.Measure(Description, start, whole, Split.Test, 16, bench, default);
        var counts = ConstantMaps.Count(partial, _tasks, bench, default);
        var constants = ConstantMaps.Measure([[0], [0, 1, 0]], partial, _tasks, Split.Test, bench, default);

        Assert.Equal([MeanLoss.None, expected[1].Loss], found.Select(task => task.Loss));
        Assert.Equal(expected[1].Sums, found[1].Sums);
        Assert.Equal([0, 200], counts.Select(task => task[0].Total));
        Assert.Equal([0, 100], constants.Select(task => task.Loss.Pixels));
    }

    [Fact]
    public void AClientWithoutAnyLabelCannotTrain()
    {
        using var bench = new Workbench(WorkPool.Serial, _catalogue);
        using var start = Start();
        var shard = new TableShard("castle", 40, seed: 1, lacks: ["sum", "sign"]);

        Assert.Equal("castle has no labels of sum, sign.", Assert.Throws<InputException>(() => LocalTraining.Train(
            Order(start, GradientRule.Sum), shard, bench, TimeProvider.System, default)).Message);
        Assert.All(
            Evaluation.Measure(Description, start, shard, Split.Test, 16, bench, default),
            task => Assert.Equal(MeanLoss.None, task.Loss));
    }

    [Fact]
    public void ABalanceIsSplitAndPutTogetherSoThatTheOtherTasksKeepTheirWeights()
    {
        var tasks = _catalogue.TaskSet("xy").Append(_tasks[0] with { Id = "more", Mark = "z", Field = "sum" }).ToArray();
        var labelled = LabelledTasks.Of(tasks, new TableShard("castle", 40, seed: 1, lacks: "sign"));
        var group = new LossBalance([0.5, 1.5, 1.0], [4, 5, null]);

        var own = labelled.Own(group)!;
        var whole = labelled.Whole(group, own with { Weights = [1.2, 0.8], FirstLosses = [4, 6] })!;

        Assert.Equal([2 / 3.0, 4 / 3.0], own.Weights);
        Assert.Equal([4, null], own.FirstLosses!);
        Assert.Equal([0.9, 1.5, 0.6], whole.Weights.Select(weight => Math.Round(weight, 12)));
        Assert.Equal([4, 5, 6], whole.FirstLosses!);
        Assert.Equal([1, 0.5], labelled.Whole(null, new LossBalance([1.5, 0.5], [1, 1]))!.Weights.Skip(1));
    }

    [Fact]
    public void AStepOfRowsIsCountedWithoutDoingIt()
    {
        using var bench = new Workbench(WorkPool.Serial, _catalogue);
        using var start = Start();
        using var update = LocalTraining.Train(
            Order(start, GradientRule.Sum, probeEvery: 0), new TableShard("castle", 400, seed: 1), bench,
            TimeProvider.System, CancellationToken.None);

        var count = StepCount.Of(Description, 16, StepRule.Plain, affinity: null, _catalogue);

        Assert.Equal(count.OrderFlops(200, 16, 8, 0), update.Flops);
        Assert.InRange(update.MemoryBytes, count.MemoryBytes(16), count.MemoryBytes(16) + 1024);
    }

    [Fact]
    public void AShardThatAModelCannotLearnFromIsNamed()
    {
        var shard = new TableShard("castle", 40, seed: 1);
        using var wide = _catalogue.Model(Description with { Input = FieldShape.Flat(5) });
        using var dense = _catalogue.Model(Description with { Tasks = [_tasks[0] with { Head = "dense" }] });
        using var missing = _catalogue.Model(Description with { Tasks = [_tasks[0] with { Field = "mean" }] });

        Assert.Equal(
            "castle has inputs (1, 1, 4); the model reads (1, 1, 5).",
            Assert.Throws<InputException>(() => wide.BatchOf(shard)).Message);
        Assert.Equal(
            "castle has targets (1, 1, 1) in the field 'sum'; the model makes (16, 16, 1).",
            Assert.Throws<InputException>(() => dense.BatchOf(shard)).Message);
        Assert.Equal(
            "castle lacks the field 'mean' of the task sum.",
            Assert.Throws<InputException>(() => missing.BatchOf(shard)).Message);
    }

    [Fact]
    public void APictureIsNoRow() => Assert.Equal(
        "The encoder mlp reads rows of numbers, (1, 1, columns); the inputs are (32, 32, 3).",
        Assert.Throws<InputException>(() => _catalogue.Model(Description with { Input = new FieldShape(32, 32, 3) }))
            .Message);

    [Theory]
    [InlineData("batch")]
    [InlineData("group")]
    public void AModelOfPicturesHasTheNormsItsDescriptionNames(string norm)
    {
        var tasks = TestCatalogue.Learning.TaskSet("d");
        using var model = TestCatalogue.Learning.Model(
            ModelDescription.OfPictures("xception-quarter", 32, tasks) with { Norm = norm });

        Assert.Equal(
            norm == "batch", model.Parameters.Values.Layout.Slots.Any(slot => slot.Role == ParameterRole.Statistic));
    }

    private static NamedTensors Start()
    {
        using var model = _catalogue.Model(Description);
        model.Parameters.Initialise(new Seed(2));
        return model.Parameters.Values.Clone();
    }

    private static Order Order(NamedTensors start, GradientRule rule, int probeEvery = 10) => new()
    {
        Stage = Letters,
        Round = 1,
        Client = "castle",
        Tasks = _tasks,
        Parameters = start,
        Settings = new TrainingSettings
        {
            Encoder = "mlp",
            LearningRate = 0.02,
            Momentum = 0.9,
            WeightDecay = 0,
            Input = Description.Input,
            LocalEpochs = 8,
            BatchSize = 16,
            ProbeEvery = probeEvery,
            Step = new StepRule { Gradients = rule },
        },
        Seed = new Seed(3),
    };
}
