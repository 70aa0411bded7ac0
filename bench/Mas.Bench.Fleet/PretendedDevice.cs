using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using Mas.Device.Connections;
using Mas.Learning.Catalogues;
using Mas.Learning.Objectives;
using Mas.Learning.Training;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Bench.Fleet;

/// <summary>
/// A device that speaks the whole protocol and trains nothing: it sends the model back with one number changed, so that every
/// round's model is another. Its connection is the real device's.
/// </summary>
internal sealed class PretendedDevice : IDisposable
{
    /// <summary>Views of each split it says it has.</summary>
    internal const int Views = 8;

    private readonly string _client;
    private readonly ModelShelf _models;
    private readonly Measurements _measured;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ServerConnection _server;

    internal PretendedDevice(Uri server, string client, ModelShelf models, Measurements measured)
    {
        (_client, _models, _measured) = (client, models, measured);
        _server = new ServerConnection(new ServerRoute(server, ServerTrust.OfSystem), _key, TimeProvider.System);
    }

    /// <summary>Joins, then asks for orders and answers them until told to stop.</summary>
    internal async Task Work(string token, string tasks, CancellationToken cancellation)
    {
        var join = new JoinDocument
        {
            Token = token,
            PublicKey = Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo()),
            Client = _client,
            Tasks = tasks,
            TrainingViews = Views,
            ValidationViews = Views,
            TestViews = Views,
        };
        using (await _server.Send(HttpMethod.Post, Paths.Devices, join.ToBytes(), cancellation))
            _measured.Joined();
        while (true)
        {
            using var answer = await _server.Send(
                HttpMethod.Get, $"{Paths.Orders}?wait={Protocol.LongestPollSeconds}", [], cancellation);
            if (answer.StatusCode == HttpStatusCode.NoContent)
                continue;
            var bytes = await answer.Content.ReadAsByteArrayAsync(cancellation);
            await Answer(Sha256Name.Of(bytes), OrderDocument.Parse(bytes), cancellation);
        }
    }

    public void Dispose()
    {
        _server.Dispose();
        _key.Dispose();
    }

    private async Task Answer(string id, OrderDocument order, CancellationToken cancellation)
    {
        ModelReference? weights = null;
        if (order is { Training: { } training, Model: { } model })
        {
            var bytes = await File.ReadAllBytesAsync(await _models.Fetch(_server, model, cancellation), cancellation);
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(bytes.Length - sizeof(float)), training.Round);
            weights = new ModelReference(Sha256Name.Of(bytes), bytes.Length);
            await _measured.Time("weights", async () =>
            {
                using var kept = await _server.Send(HttpMethod.Put, Paths.Weights(id), bytes, cancellation);
            });
        }

        var update = Pretend(order, weights).ToBytes();
        await _measured.Time("update", async () =>
        {
            using var thanks = await _server.Send(HttpMethod.Put, Paths.Update(id), update, cancellation);
        });
    }

    private static UpdateDocument Pretend(OrderDocument order, ModelReference? weights)
    {
        if (order.Counting is not null)
        {
            return new UpdateDocument
            {
                Counted = CountedDocument.Of(LearningCatalogue.Standard.TaskSet(order.Tasks).Select(task => TargetHistogram.Empty(task.TargetChannels))),
            };
        }

        MeanLoss[] losses = [.. order.Tasks.Select(_ => new MeanLoss(1, 1))];
        return order.Training is null
            ? new UpdateDocument { Evaluated = EvaluatedDocument.Of(losses, Views) }
            : new UpdateDocument
            {
                Trained = new TrainedDocument
                {
                    Weights = weights,
                    Samples = Views,
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
                },
            };
    }
}
