using Mas.Engine.Checkpoints;
using Mas.Engine.Parallelism;
using Mas.Engine.Parameters;
using Mas.Learning;
using Mas.Learning.Catalogues;
using Mas.Learning.Models;
using Mas.Learning.Tasks;
using Mas.Learning.Training;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Device.Work;

/// <summary>Carries orders out, one at a time, on the device's own examples.</summary>
internal sealed class OrderWork(
    DeviceData data, LearningCatalogue catalogue, string directory, int threads, TimeProvider time) : IDisposable
{
    private readonly WorkPool _workers = new(threads);
    private Workbench? _bench;

    /// <summary>Where the weights of the last update lie.</summary>
    internal string WeightsPath { get; } = Path.Combine(directory, "update.safetensors");

    /// <summary>Trains, evaluates or counts, as the order asks.</summary>
    /// <param name="order">The order.</param>
    /// <param name="modelPath">The file of the model it names; null if it needs none.</param>
    /// <param name="cancellation">Ends the work between two batches.</param>
    /// <exception cref="InvalidDataException">
    /// The model is not of the order's encoder and tasks, or a task needs what this device lacks.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    internal UpdateDocument CarryOut(OrderDocument order, string? modelPath, CancellationToken cancellation)
    {
        _bench ??= new Workbench(_workers, catalogue);
        var tasks = Resolve(order.Tasks);
        if (modelPath is null)
            return CarryOutWithoutModel(order, tasks, _bench, cancellation);
        using var model = Read(modelPath);
        var description = order.Training?.Settings.Model(tasks) ?? order.Evaluation!.Model(tasks);
        if (!model.Layout.Matches(Layout(description)))
            throw new InvalidDataException("The model is not of the encoder and the tasks the order names.");
        return order.Training is not null
            ? new UpdateDocument { Trained = Train(order.ToOrder(model, catalogue), _bench, cancellation) }
            : new UpdateDocument { Evaluated = Evaluate(order.Evaluation!, description, model, _bench, cancellation) };
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        _bench?.Dispose();
        _workers.Dispose();
    }

    private IReadOnlyList<LearningTask> Resolve(IReadOnlyList<TaskDescription> tasks)
    {
        try
        {
            LearningTask[] resolved = [.. tasks.Select(catalogue.Resolve)];
            return resolved.Select(data.Fault).FirstOrDefault(fault => fault is not null) is { } lacking
                ? throw new InvalidDataException(lacking) : resolved;
        }
        catch (InputException fault)
        {
            throw new InvalidDataException(fault.Message, fault);
        }
    }

    private TensorLayout Layout(ModelDescription description)
    {
        try
        {
            return _bench!.Model(description).Parameters.Values.Layout;
        }
        catch (InputException fault)
        {
            throw new InvalidDataException(fault.Message, fault);
        }
    }

    private static NamedTensors Read(string path)
    {
        using var file = File.OpenRead(path);
        return SafetensorsFile.Read(file);
    }

    private UpdateDocument CarryOutWithoutModel(
        OrderDocument order, IReadOnlyList<LearningTask> tasks, Workbench bench, CancellationToken cancellation)
    {
        var shard = data.Open(order.Input, cancellation);
        if (order.Constants is not { } constants)
        {
            return new UpdateDocument
            {
                Counted = CountedDocument.Of(
                    ConstantMaps.Count(shard, tasks, bench, cancellation)),
            };
        }

        var found = ConstantMaps.Measure(
            constants.Outputs, shard, tasks, constants.Split, bench, cancellation);
        return new UpdateDocument { Evaluated = EvaluatedDocument.Of(found, shard.Count(constants.Split)) };
    }

    private TrainedDocument Train(Order order, Workbench bench, CancellationToken cancellation)
    {
        var shard = data.Open(order.Settings.Input, cancellation);
        using var update = LocalTraining.Train(order, shard, bench, time, cancellation);
        if (update.Parameters is null)
            return TrainedDocument.Of(update, null);
        using var file = new FileStream(WeightsPath, FileMode.Create, FileAccess.ReadWrite);
        SafetensorsFile.Write(file, update.Parameters);
        file.Position = 0;
        return TrainedDocument.Of(update, new ModelReference(Sha256Name.Of(file), file.Length));
    }

    private EvaluatedDocument Evaluate(
        EvaluationDocument asked, ModelDescription description, NamedTensors model, Workbench bench,
        CancellationToken cancellation)
    {
        var shard = data.Open(asked.Input, cancellation);
        var found = Evaluation.Measure(
            description, model, shard, asked.Split, asked.BatchSize, bench, cancellation);
        return EvaluatedDocument.Of(found, shard.Count(asked.Split));
    }
}
