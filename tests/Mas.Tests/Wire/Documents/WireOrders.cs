using Mas.Engine.Randomness;
using Mas.Learning.Columns;
using Mas.Learning.Examples;
using Mas.Learning.Training;
using Mas.Tests.Federation;
using Mas.Tests.Learning;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Tests.Wire.Documents;

/// <summary>Orders and updates with numbers that are hard to write down.</summary>
internal static class WireOrders
{
    internal static ModelReference Model { get; } = new(Sha256Name.Of("model"u8), 4321);

    internal static Order Order(int seed = 1) => new()
    {
        Stage = "sdn.sd",
        Round = 7,
        Cohort = new Cohort(5, 3),
        Client = "castle (2)",
        Tasks = TaskSets.Of("sd"),
        Parameters = Models.Random(seed),
        Settings = new TrainingSettings
        {
            Encoder = "xception-quarter",
            LearningRate = 0.1 + 0.2,
            Momentum = Math.BitDecrement(1),
            WeightDecay = double.Epsilon,
            ClipNorm = 1.0 / 7,
            Input = FieldShape.Square(32, 3),
            Norm = "group",
            LocalEpochs = 2,
            BatchSize = 3,
            ProbeEvery = 4,
            AffinityRule = AffinityRule.FirstOrder,
            FreezesNorms = true,
            Step = new StepRule { Gradients = GradientRule.GradNorm, Restoring = 1.0 / 3, Proximal = -0.0 },
        },
        Balance = new LossBalance([2.0 / 3, 4.0 / 3], [null, 1e-300]),
        Seed = new Seed(ulong.MaxValue - 1),
    };

    internal static OrderDocument Training() => OrderDocument.Of(Order(), "run-1", Model);

    internal static OrderDocument Evaluation() => new()
    {
        Run = "run-1",
        Client = "castle",
        Model = Model,
        Evaluation = new EvaluationDocument
        {
            Tasks = TaskSets.Described("dk"),
            Encoder = "resnet-18",
            Split = Split.Validation,
            Norm = "batch",
            Input = FieldShape.Square(64, 3),
            BatchSize = 8,
        },
    };

    internal static OrderDocument Counting() => new()
    {
        Run = "run-1",
        Client = "castle",
        Counting = new CountingDocument { Tasks = TaskSets.Described("dn"), Input = FieldShape.Flat(12) },
    };

    internal static OrderDocument Constants() => new()
    {
        Run = "run-1",
        Client = "castle",
        Constants = new ConstantsDocument
        {
            Tasks = TaskSets.Described("dnk"),
            Outputs = [[0.1f], null, [float.Epsilon]],
            Split = Split.Test,
            Input = FieldShape.Square(64, 3),
        },
    };

    internal static ColumnChoice Choice { get; } =
        new() { Client = "station", Targets = "level:regression", SplitBy = "week" };

    internal static OrderDocument Summing() => new()
    {
        Run = "run-1",
        Client = "castle",
        Summing = new SummingDocument(Choice),
    };

    internal static UpdateDocument Summed() => new()
    {
        Summed = new SummedDocument(5, 1, 2,
        [
            new ColumnSums("wind", ColumnKind.Category)
            {
                Known = 4,
                Missing = 1,
                Categories = new Dictionary<string, long> { ["north \"west\""] = 3, ["öst"] = 1 },
            },
            new ColumnSums("level", ColumnKind.Number) { Known = 5, Sum = 0.1 + 0.2, SumOfSquares = 1.0 / 3 },
        ]),
    };

    internal static OrderDocument Columned() => Counting() with
    {
        Columns = new ColumnsDocument(Choice,
        [
            new ColumnDescription("wind", ColumnKind.Category) { Known = 4, HasMissing = true, Vocabulary = ["north", "south"] },
            new ColumnDescription("level", ColumnKind.Number) { Known = 5, Mean = 1.0 / 7, Deviation = double.Epsilon },
        ]),
    };

    internal static Update Update() => new()
    {
        Client = "castle (2)",
        Parameters = Models.Random(2),
        Samples = 24,
        Losses = [new(0.1 + 0.7, 49_000), new(double.NaN, 1)],
        Affinity = [[null, -0.0], [1e308 * 10, 5e-324]],
        Probes = 3,
        Balance = null,
        Fault = null,
        Flops = long.MaxValue,
        MemoryBytes = 123_456_789_012,
        WallSeconds = 1.0 / 7,
        CpuSeconds = 0.25,
        ProbeSeconds = 1e-9,
    };

    internal static UpdateDocument Trained() => new() { Trained = TrainedDocument.Of(Update(), Model) };
}
