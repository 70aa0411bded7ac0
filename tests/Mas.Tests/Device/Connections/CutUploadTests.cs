using System.Security.Cryptography;
using Mas.Device.Connections;
using Mas.Server;
using Mas.Tests.Federation;
using Mas.Tests.Learning;
using Mas.Tests.Server;
using Mas.Tests.Server.Orders;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Tests.Device.Connections;

/// <summary>A device and its server, and a network between them that cuts uploads.</summary>
public sealed class CutUploadTests
{
    private const int Cuts = 3;
    private const int Bytes = 300;

    [Fact]
    public async Task ADeviceWhoseUploadIsCutAgainAndAgainSendsWhatIsMissing()
    {
        using var folder = new TemporaryFolder();
        FleetServer server = null!;
        var id = "";
        await using var network = new CuttingNetwork(Cuts, Bytes)
        {
            Cutting = cut => Patience.Until(() => server.Store.Models.Uploaded(id) == cut * Bytes),
            Cut = () => Patience.Until(() => !server.Uploads.IsHeld(id)),
        };
        network.Listen();
        server = await FleetServer.Start(
            new FleetOptions { Directory = folder["fleet"], Authority = network.Authority }, TimeProvider.System);
        await using var serving = server;
        network.PassTo(server.Address.Port);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var connection = new ServerConnection(
            new ServerRoute(new Uri($"http://{network.Authority}"), ServerTrust.OfSystem), key, new HastyClock());
        await Join(connection, key, folder["fleet"]);
        var order = SentUpdates.Order(server.Store);
        id = SentUpdates.Name(order);
        var asking = await server.Orders.Asked(server.Store, order, cancellation: Patience.End);
        var weights = SentUpdates.Weights();
        await File.WriteAllBytesAsync(folder["weights"], weights);
        var digest = Sha256Name.Of(weights.AsSpan());

        var traffic = new Traffic();
        await connection.SendFile(Paths.Weights(id), folder["weights"], digest, traffic, Patience.End);
        using var thanks = await connection.Send(
            HttpMethod.Put, Paths.Update(id), SentUpdates.Update(weights).ToBytes(), Patience.End);

        Assert.NotNull((await asking).Update);
        using var kept = server.Store.Models.ReadWeights(id);
        Assert.Equal(weights, SentUpdates.Bytes(kept));
        string[] expected =
        [
            Paths.Weights(id), .. Enumerable.Range(1, Cuts).Select(
                cut => Paths.GoingOn(Paths.Weights(id), cut * Bytes, digest)),
            Paths.Update(id),
        ];
        Assert.Equal(expected, network.Uploads);
    }

    private static async Task Join(ServerConnection connection, ECDsa key, string fleet)
    {
        var join = new JoinDocument
        {
            Token = FleetOwner.Token(fleet),
            PublicKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()),
            Client = "castle",
            Fields = TaskSets.Fields("sd"),
            TrainingViews = 24,
            ValidationViews = 4,
            TestViews = 2,
        };
        using var answer = await connection.Send(HttpMethod.Post, Paths.Devices, join.ToBytes(), Patience.End);
    }
}
