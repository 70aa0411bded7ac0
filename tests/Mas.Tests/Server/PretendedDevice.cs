using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Mas.Device.Connections;
using Mas.Learning.Examples;
using Mas.Learning.Objectives;
using Mas.Learning.Tasks;
using Mas.Learning.Training;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Tests.Server;

/// <summary>
/// A device that speaks the whole protocol and trains nothing: it sends each model back with changed weights, and claims
/// a loss. Its connection is the real device's. What it changes and claims makes it a load for a server, or a liar.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="client">Its client.</param>
/// <param name="fetch">Fetches a model; returns its file.</param>
/// <param name="trust">How the server is trusted; null = by the system's authorities.</param>
internal sealed class PretendedDevice(
    Uri server, string client, Func<ServerConnection, ModelReference, CancellationToken, Task<string>> fetch,
    ServerTrust? trust = null) : IDisposable
{
    private ServerConnection? _connection;

    /// <summary>Its server.</summary>
    internal Uri Server => server;

    /// <summary>Its key.</summary>
    internal ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Its client.</summary>
    internal string Client => client;

    /// <summary>Views of each split it says it has: training, validation, test; default 8 each.</summary>
    internal (int Training, int Validation, int Test) Views { get; init; } = (8, 8, 8);

    /// <summary>How many times its views it says that it has used; default 1.</summary>
    internal int Boast { get; init; } = 1;

    /// <summary>The loss it claims wherever it is asked; default 1.</summary>
    internal double Loss { get; init; } = 1;

    /// <summary>Changes weights, by round; by default one number, so that every round's model is another.</summary>
    internal Action<Span<float>, int> Change { get; init; } = (weights, round) => weights[^1] = round;

    /// <summary>Sends weights or an update; called with which of the two it is.</summary>
    internal Func<string, Func<Task>, Task> Sending { get; init; } = (_, send) => send();

    private ServerConnection Connection => _connection ??= new ServerConnection(
        new ServerRoute(server, trust ?? ServerTrust.OfSystem), Key, TimeProvider.System);

    /// <summary>Joins.</summary>
    internal async Task Join(string token, string tasks, CancellationToken cancellation)
    {
        var join = new JoinDocument
        {
            Token = token,
            PublicKey = Convert.ToBase64String(Key.ExportSubjectPublicKeyInfo()),
            Client = client,
            Fields = TaskonomyTasks.FieldsOf(tasks),
            TrainingViews = Views.Training,
            ValidationViews = Views.Validation,
            TestViews = Views.Test,
        };
        (await Connection.Send(HttpMethod.Post, Paths.Devices, join.ToBytes(), cancellation)).Dispose();
    }

    /// <summary>Waits for the next order for as long as a poll lasts, and answers it.</summary>
    internal async Task AnswerNext(CancellationToken cancellation)
    {
        using var answer = await Connection.Send(
            HttpMethod.Get, $"{Paths.Orders}?wait={Protocol.LongestPollSeconds}", [], cancellation);
        if (answer.StatusCode == HttpStatusCode.NoContent)
        {
            return;
        }

        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellation);
        await Answer(Sha256Name.Of(bytes), OrderDocument.Parse(bytes), cancellation);
    }

    public void Dispose()
    {
        _connection?.Dispose();
        Key.Dispose();
    }

    private async Task Answer(string id, OrderDocument order, CancellationToken cancellation)
    {
        ModelReference? weights = null;
        if (order is { Training: { } training, Model: { } model })
        {
            var bytes = await File.ReadAllBytesAsync(await fetch(Connection, model, cancellation), cancellation);
            var first = sizeof(long) + (int)BitConverter.ToInt64(bytes);
            Change(MemoryMarshal.Cast<byte, float>(bytes.AsSpan(first)), training.Round);
            weights = new ModelReference(Sha256Name.Of(bytes), bytes.Length);
            await Send("weights", Paths.Weights(id), bytes, cancellation);
        }

        await Send("update", Paths.Update(id), Pretend(order, weights).ToBytes(), cancellation);
    }

    private Task Send(string what, string target, byte[] body, CancellationToken cancellation) => Sending(what, async () =>
        (await Connection.Send(HttpMethod.Put, target, body, cancellation)).Dispose());

    private UpdateDocument Pretend(OrderDocument order, ModelReference? weights)
    {
        if (order.Counting is not null)
        {
            return new UpdateDocument
            {
                Counted = CountedDocument.Of(order.Tasks.Select(
                    task => TargetHistogram.Empty(task.TargetChannels))),
            };
        }

        EvaluatedTask[] found = [.. order.Tasks.Select(_ => new EvaluatedTask(new MeanLoss(Loss, 1), []))];
        return order.Training is null
            ? new UpdateDocument { Evaluated = EvaluatedDocument.Of(found, Evaluated(order) * Boast) with { Sums = null } }
            : new UpdateDocument
            {
                Trained = new TrainedDocument
                {
                    Weights = weights,
                    Samples = Views.Training * Boast,
                    Losses = [.. found.Select(task => task.Loss.Value)],
                    Measured = [.. found.Select(task => task.Loss.Pixels)],
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

    private int Evaluated(OrderDocument order) => (order.Evaluation?.Split ?? order.Constants!.Split) switch
    {
        Split.Train => Views.Training,
        Split.Validation => Views.Validation,
        _ => Views.Test,
    };
}
