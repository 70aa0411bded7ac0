using Mas.Device.Connections;
using Mas.Tests.Server;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Tests.Cli;

/// <summary>Devices that have joined and lie, each in a way of its own.</summary>
internal static class Liars
{
    private const string Flooder = "flooder";

    // Many times what a device may ask, and little enough to leave honest devices of the same machine its processor.
    private static readonly TimeSpan FloodPause = TimeSpan.FromMilliseconds(10);

    /// <summary>One of each kind: of weights, of their length, of views, and one that asks far too often.</summary>
    /// <param name="server">Whom they lie to.</param>
    /// <param name="folder">Where the one of a name keeps models.</param>
    internal static IReadOnlyList<PretendedDevice> All(Uri server, Func<string, string> folder) =>
    [
        new(server, "giant", Fetch(folder("giant"))) { Loss = 1e-9, Change = Blow },
        new(server, "stretcher", Fetch(folder("stretcher"))) { Loss = 1e-9, Change = Stretch },
        new(server, "boaster", Fetch(folder("boaster"))) { Loss = 1e-9, Boast = 1000 },
        new(server, Flooder, Fetch(folder(Flooder))) { Loss = 1e-9 },
    ];

    /// <summary>Fetches models into a folder.</summary>
    internal static Func<ServerConnection, ModelReference, CancellationToken, Task<string>> Fetch(string folder)
    {
        Directory.CreateDirectory(folder);
        return (server, model, cancellation) =>
            new ModelCache(server, folder).Fetch(model, new Traffic(), cancellation);
    }

    /// <summary>Weights that are finite, and their mean with others' is.</summary>
    internal static void Blow(Span<float> weights, int round) => weights.Fill(1e30f);

    /// <summary>Joins, then lies until told to stop, whatever it is answered.</summary>
    internal static async Task Work(this PretendedDevice liar, string token, CancellationToken evening)
    {
        while (!await Tried(() => liar.Join(token, "dk", evening), evening))
        {
            // Once more.
        }

        await Task.WhenAll(
            Again(liar.AnswerNext, evening),
            liar.Client == Flooder ? Flood(liar, evening) : Task.CompletedTask);
    }

    private static void Stretch(Span<float> weights, int round)
    {
        foreach (ref var weight in weights)
        {
            weight = weight * 1000 + 1;
        }
    }

    private static async Task Again(Func<CancellationToken, Task> lie, CancellationToken evening)
    {
        while (!evening.IsCancellationRequested)
        {
            await Tried(() => lie(evening), evening);
        }
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

    /// <summary>Asks far too often, for orders and for what is not its own.</summary>
    private static async Task Flood(PretendedDevice liar, CancellationToken evening)
    {
        using var http = new SignedClient(liar.Server, key: liar.Key);
        await Again(
            async end =>
            {
                await Task.Delay(FloodPause, end);
                await http.Send(HttpMethod.Get, $"{Paths.Orders}?wait=0", []);
                await http.Send(HttpMethod.Put, Paths.Update(new string('0', 64)), [1, 2, 3]);
                await http.Send(HttpMethod.Get, Paths.Model(new string('f', 64)), []);
            },
            evening);
    }
}
