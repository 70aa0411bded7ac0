using System.Buffers.Binary;
using System.Security.Cryptography;
using Mas.Device;
using Mas.Device.Connections;
using Mas.Device.Work;
using Mas.Learning.Catalogues;
using Mas.Learning.Data;
using Mas.Learning.Objectives;
using Mas.Learning.Training;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Scenarios;

/// <summary>
/// A device that keeps to the protocol and lies in all it says: it sends weights of 1e30, and finds a loss of nearly nothing
/// wherever it is asked to evaluate.
/// </summary>
/// <param name="options">What an honest device in its place would be started with.</param>
internal sealed class LyingDevice(DeviceOptions options) : IDisposable
{
    private const int HeaderLength = sizeof(long);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Joins, then answers every order with a lie until told to stop.</summary>
    internal async Task Work(CancellationToken stop)
    {
        var own = OwnViews.Find(options.Data, options.Building, options.Tasks).Building;
        using var server = new ServerConnection(
            new ServerRoute(options.Server, options.Trust), _key, TimeProvider.System);
        var join = new JoinDocument
        {
            Token = options.Token!,
            PublicKey = Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo()),
            Client = own.Name,
            Tasks = options.Tasks!,
            TrainingViews = own.Train,
            ValidationViews = own.Validation,
            TestViews = own.Test,
        };
        (await server.Send(HttpMethod.Post, Paths.Devices, join.ToBytes(), stop)).Dispose();
        while (true)
        {
            using var answer = await server.Send(HttpMethod.Get, $"{Paths.Orders}?wait=30", [], stop);
            var bytes = await answer.Content.ReadAsByteArrayAsync(stop);
            if (bytes.Length == 0)
                continue;
            try
            {
                await Lie(server, Sha256Name.Of(bytes), OrderDocument.Parse(bytes), own, stop);
            }
            catch (RefusedException)
            {
                // The run has gone on without it.
            }
        }
    }

    public void Dispose() => _key.Dispose();

    private static async Task Lie(
        ServerConnection server, string id, OrderDocument order, BuildingSummary own, CancellationToken stop)
    {
        MeanLoss[] losses = [.. order.Tasks.Select(_ => new MeanLoss(1e-6, 1))];
        var update = new UpdateDocument();
        if (order.Counting is not null)
            update = update with { Counted = CountedDocument.Of(LearningCatalogue.Standard.TaskSet(order.Tasks).Select(task => TargetHistogram.Empty(task.TargetChannels))) };
        else if (order.Training is null)
            update = update with { Evaluated = EvaluatedDocument.Of(losses, Views(order, own)) };
        else
            update = update with { Trained = Trained(await Upload(server, id, order.Model!, stop), own.Train, losses) };
        (await server.Send(HttpMethod.Put, Paths.Update(id), update.ToBytes(), stop)).Dispose();
    }

    private static async Task<ModelReference> Upload(
        ServerConnection server, string id, ModelReference model, CancellationToken stop)
    {
        using var fetched = await server.GetFrom(Paths.Model(model.Sha256), 0, stop);
        var weights = await fetched.Content.ReadAsByteArrayAsync(stop);
        var first = HeaderLength + (int)BinaryPrimitives.ReadInt64LittleEndian(weights);
        for (var place = first; place < weights.Length; place += sizeof(float))
            BinaryPrimitives.WriteSingleLittleEndian(weights.AsSpan(place), 1e30f);
        (await server.Send(HttpMethod.Put, Paths.Weights(id), weights, stop)).Dispose();
        return new ModelReference(Sha256Name.Of(weights), weights.Length);
    }

    private static int Views(OrderDocument order, BuildingSummary own) =>
        (order.Evaluation?.Split ?? order.Constants!.Split) switch
        {
            Split.Train => own.Train,
            Split.Validation => own.Validation,
            _ => own.Test,
        };

    /// <summary>What a device says that has trained nothing.</summary>
    internal static TrainedDocument Trained(ModelReference? weights, int samples, MeanLoss[] losses) => new()
    {
        Weights = weights,
        Samples = samples,
        Losses = [.. losses.Select(loss => loss.Value)],
        Measured = [.. losses.Select(loss => loss.Pixels)],
        Affinity = null,
        Probes = 0,
        Balance = null,
        Fault = null,
        Flops = 0,
        MemoryBytes = 0,
        WallSeconds = 0,
        CpuSeconds = 0,
        ProbeSeconds = 0,
    };
}
