using Mas.Engine.Checkpoints;
using Mas.Engine.Parallelism;
using Mas.Engine.Parameters;
using Mas.Learning;
using Mas.Learning.Catalogues;
using Mas.Learning.Examples;
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

    /// <summary>Trains, evaluates, counts or sums, as the order asks.</summary>
    /// <param name="order">The order.</param>
    /// <param name="modelPath">The file of the model it names; null if it needs none.</param>
    /// <param name="cancellation">Ends the work between two batches.</param>
    /// <exception cref="InvalidDataException">
    /// The model is not of the order's encoder and tasks, or the device lacks what they need: labels of all of them, or
    /// anything else of one.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    internal UpdateDocument CarryOut(OrderDocument order, string? modelPath, CancellationToken cancellation)
    {
        _bench ??= new Workbench(_workers, catalogue);
        if (order.Summing is { } summing)
        {
            return OfOrder(() => new UpdateDocument
            {
                Summed = SummedDocument.Of(data.Sum(summing.Columns, cancellation)),
            });
        }

        var tasks = OfOrder(() => order.Tasks.Select(catalogue.Resolve).ToArray());
        var shard = Open(order, tasks, cancellation);
        return OfOrder(() => modelPath is null
            ? CarryOutWithoutModel(order, tasks, shard, _bench, cancellation)
            : CarryOut(order, tasks, shard, modelPath, _bench, cancellation));
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        _bench?.Dispose();
        _workers.Dispose();
    }

    /// <summary>What an order names and this device lacks is the order's fault: it is refused.</summary>
    private static T OfOrder<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (InputException fault)
        {
            throw new InvalidDataException(fault.Message, fault);
        }
    }

    private IShard Open(OrderDocument order, IReadOnlyList<LearningTask> tasks, CancellationToken cancellation)
    {
        if (order.Columns is not { } columns)
        {
            // What is wrong with the data themselves stays what it is: it ends the device.
            Refuse(data.Fault(tasks));
            return data.Open(order.Input, null, cancellation);
        }

        // Which columns are read, the order says.
        var shard = OfOrder(() => data.Open(order.Input, columns, cancellation));
        Refuse(data.Fault(tasks, shard));
        return shard;

        static void Refuse(string? lacking)
        {
            if (lacking is not null)
            {
                throw new InvalidDataException(lacking);
            }
        }
    }

    private UpdateDocument CarryOut(
        OrderDocument order, IReadOnlyList<LearningTask> tasks, IShard shard, string modelPath, Workbench bench,
        CancellationToken cancellation)
    {
        using var model = Read(modelPath);
        var description = order.Training?.Settings.Model(tasks) ?? order.Evaluation!.Model(tasks);
        using var asked = catalogue.Model(description, onPaper: true);
        if (!model.Layout.Matches(asked.Parameters.Values.Layout))
        {
            throw new InvalidDataException("The model is not of the encoder and the tasks the order names.");
        }

        return order.Training is not null
            ? new UpdateDocument { Trained = Train(order.ToOrder(model, catalogue), shard, bench, cancellation) }
            : new UpdateDocument
            {
                Evaluated = Evaluate(order.Evaluation!, description, model, shard, bench, cancellation),
            };
    }

    private static NamedTensors Read(string path)
    {
        using var file = File.OpenRead(path);
        return SafetensorsFile.Read(file);
    }

    private static UpdateDocument CarryOutWithoutModel(
        OrderDocument order, IReadOnlyList<LearningTask> tasks, IShard shard, Workbench bench,
        CancellationToken cancellation)
    {
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

    private TrainedDocument Train(Order order, IShard shard, Workbench bench, CancellationToken cancellation)
    {
        using var update = LocalTraining.Train(order, shard, bench, time, cancellation);
        if (update.Parameters is null)
        {
            return TrainedDocument.Of(update, null);
        }

        using var file = new FileStream(WeightsPath, FileMode.Create, FileAccess.ReadWrite);
        SafetensorsFile.Write(file, update.Parameters);
        file.Position = 0;
        return TrainedDocument.Of(update, new ModelReference(Sha256Name.Of(file), file.Length));
    }

    private static EvaluatedDocument Evaluate(
        EvaluationDocument asked, ModelDescription description, NamedTensors model, IShard shard, Workbench bench,
        CancellationToken cancellation)
    {
        var found = Evaluation.Measure(
            description, model, shard, asked.Split, asked.BatchSize, bench, cancellation);
        return EvaluatedDocument.Of(found, shard.Count(asked.Split));
    }
}
