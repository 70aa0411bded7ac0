using System.Net;
using System.Runtime.InteropServices;
using Mas.Device.Connections;
using Mas.Learning.Catalogues;
using Mas.Learning.Objectives;
using Mas.Learning.Training;
using Mas.Tests.Server;
using Mas.Tests.Server.Scenarios;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Tests.Cli;

/// <summary>A device that has joined and lies: it trains nothing and answers in a way of its own.</summary>
internal sealed class Liar : IDisposable
{
    private const int Views = 8;

    // Many times what a device may ask, and little enough to leave honest devices of the same machine its processor.
    private static readonly TimeSpan FloodPause = TimeSpan.FromMilliseconds(10);

    private readonly string _client;
    private readonly string _folder;
    private readonly Action<Span<float>> _weights;
    private readonly int _boast;
    private readonly bool _floods;
    private readonly SignedClient _http;
    private readonly ServerConnection _server;

    private Liar(
        Uri server, string client, string folder, Action<Span<float>>? weights = null, int boast = 1,
        bool floods = false)
    {
        (_client, _folder, _boast, _floods) = (client, folder, boast, floods);
        _weights = weights ?? (_ => { });
        _http = new SignedClient(server);
        _server = new ServerConnection(new ServerRoute(server, ServerTrust.OfSystem), _http.Key, TimeProvider.System);
    }

    /// <summary>One of each kind.</summary>
    /// <param name="server">Whom they lie to.</param>
    /// <param name="folder">Where the one of a name keeps models.</param>
    internal static IReadOnlyList<Liar> All(Uri server, Func<string, string> folder) =>
    [
        new(server, "giant", folder("giant"), weights => weights.Fill(1e30f)),
        new(server, "stretcher", folder("stretcher"), Stretch),
        new(server, "boaster", folder("boaster"), boast: 1000),
        new(server, "flooder", folder("flooder"), floods: true),
    ];

    /// <summary>Its name.</summary>
    internal string Client => _client;

    /// <summary>Joins, then lies until told to stop, whatever it is answered.</summary>
    internal async Task Work(string token, CancellationToken evening)
    {
        Directory.CreateDirectory(_folder);
        while (!await Tried(() => Join(token), evening))
        {
            // Once more.
        }

        await Task.WhenAll(Again(Answer, evening), _floods ? Again(Flood, evening) : Task.CompletedTask);
    }

    public void Dispose()
    {
        _server.Dispose();
        _http.Dispose();
    }

    private static void Stretch(Span<float> weights)
    {
        foreach (ref var weight in weights)
            weight = weight * 1000 + 1;
    }

    private static async Task Again(Func<CancellationToken, Task> lie, CancellationToken evening)
    {
        while (!evening.IsCancellationRequested)
            await Tried(() => lie(evening), evening);
    }

    private static async Task<bool> Tried(Func<Task> lie, CancellationToken evening)
    {
        try
        {
            await lie();
            return true;
        }
        catch (Exception)
        {
            // A liar minds nothing.
            return evening.IsCancellationRequested;
        }
    }

    private async Task Join(string token)
    {
        var (status, sentence) = await _http.Join(token, _client, "dk", Views);
        if (status != (int)HttpStatusCode.NoContent)
            throw new InvalidOperationException(sentence);
    }

    /// <summary>Asks far too often, for orders and for what is not its own.</summary>
    private async Task Flood(CancellationToken evening)
    {
        await Task.Delay(FloodPause, evening);
        await _http.Send(HttpMethod.Get, $"{Paths.Orders}?wait=0", []);
        await _http.Send(HttpMethod.Put, Paths.Update(new string('0', 64)), [1, 2, 3]);
        await _http.Send(HttpMethod.Get, Paths.Model(new string('f', 64)), []);
    }

    private async Task Answer(CancellationToken evening)
    {
        using var answer = await _server.Send(
            HttpMethod.Get, $"{Paths.Orders}?wait={Protocol.LongestPollSeconds}", [], evening);
        if (answer.StatusCode == HttpStatusCode.NoContent)
            return;
        var bytes = await answer.Content.ReadAsByteArrayAsync(evening);
        var (id, order) = (Sha256Name.Of(bytes), OrderDocument.Parse(bytes));
        ModelReference? weights = null;
        if (order is { Training: not null, Model: { } model })
        {
            var path = await new ModelCache(_server, _folder).Fetch(model, new Traffic(), evening);
            var file = await File.ReadAllBytesAsync(path, evening);
            _weights(MemoryMarshal.Cast<byte, float>(file.AsSpan(sizeof(long) + (int)BitConverter.ToInt64(file))));
            weights = new ModelReference(Sha256Name.Of(file), file.Length);
            using var kept = await _server.Send(HttpMethod.Put, Paths.Weights(id), file, evening);
        }

        using var thanks = await _server.Send(HttpMethod.Put, Paths.Update(id), Lie(order, weights).ToBytes(), evening);
    }

    private UpdateDocument Lie(OrderDocument order, ModelReference? weights)
    {
        if (order.Counting is not null)
        {
            return new UpdateDocument
            {
                Counted = CountedDocument.Of(LearningCatalogue.Standard.TaskSet(order.Tasks).Select(task => TargetHistogram.Empty(task.TargetChannels))),
            };
        }

        MeanLoss[] losses = [.. order.Tasks.Select(_ => new MeanLoss(1e-9, 1))];
        return order.Training is null
            ? new UpdateDocument { Evaluated = EvaluatedDocument.Of(losses, Views * _boast) }
            : new UpdateDocument
            {
                Trained = LyingDevice.Trained(weights, Views * _boast, losses),
            };
    }
}
