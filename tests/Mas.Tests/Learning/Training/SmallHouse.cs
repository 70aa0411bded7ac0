using Mas.Engine.Parallelism;
using Mas.Engine.Parameters;
using Mas.Engine.Randomness;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Training;
using Mas.Rooms;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Learning.Training;

/// <summary>One small building, a model to learn it with, and the orders to do so.</summary>
public sealed class SmallHouse : IDisposable
{
    internal const string Encoder = "xception-quarter";
    internal const string Letters = "dnk";
    internal const int ImageSize = 32;

    private readonly string _root = Directory.CreateTempSubdirectory("mas-house-").FullName;
    private readonly Dataset _dataset;

    public SmallHouse()
    {
        var data = Path.Combine(_root, "rooms");
        RoomsGenerator.Write(
            data, new RoomsOptions { Buildings = 1, ImageSize = ImageSize, MinimumViews = 14, MaximumViews = 14 });
        _dataset = Dataset.Open(data, TestCatalogue.Learning.TaskSet(Letters), ImageSize);
        using var model = TestCatalogue.Learning.Model(
            ModelDescription.OfPictures(Encoder, ImageSize, TestCatalogue.Learning.TaskSet(Letters)));
        model.Parameters.Initialise(new Seed(7));
        Start = model.Parameters.Values.Clone();
    }

    /// <summary>The model of some tasks.</summary>
    internal static ModelDescription Model(string tasks) =>
        ModelDescription.OfPictures(Encoder, ImageSize, TestCatalogue.Learning.TaskSet(tasks));

    /// <summary>The building; it has more than eight training views.</summary>
    internal Building Building => _dataset.Buildings[0];

    internal int Views => Building.Count(Split.Train);

    /// <summary>The model every order starts from.</summary>
    internal NamedTensors Start { get; }

    /// <summary>Two epochs in batches of four.</summary>
    internal Order Order => new()
    {
        Stage = Letters,
        Round = 1,
        Client = Building.Name,
        Tasks = TaskSets.Of(Letters),
        Parameters = Start,
        Settings = new TrainingSettings
        {
            Encoder = Encoder,
            LearningRate = 0.02,
            Momentum = 0.9,
            WeightDecay = 1e-3,
            Input = FieldShape.Square(ImageSize, 3),
            LocalEpochs = 2,
            BatchSize = 4,
            ProbeEvery = 0,
        },
        Seed = new Seed(3),
    };

    /// <summary>The same with other settings.</summary>
    internal Order OrderWith(Func<TrainingSettings, TrainingSettings> change) =>
        Order with { Settings = change(Order.Settings) };

    /// <summary>Carries out an order on a bench of its own.</summary>
    internal Update Train(Order order, int threads = 1)
    {
        using var workers = new WorkPool(threads);
        using var bench = new Workbench(workers, TestCatalogue.Learning);
        return LocalTraining.Train(order, Building, bench, TimeProvider.System, CancellationToken.None);
    }

    public void Dispose()
    {
        Start.Dispose();
        _dataset.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}
