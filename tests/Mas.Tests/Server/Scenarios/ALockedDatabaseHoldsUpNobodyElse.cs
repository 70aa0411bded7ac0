using Mas.Server;
using Mas.Server.Storage;
using Mas.Tests.Federation;
using Mas.Tests.Server.Orders;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Scenarios;

/// <summary>
/// While the database takes no writes, whoever needs none is served: a renewal of another device, and whoever looks
/// whether the server lives. Whoever needs one is answered once it is back.
/// </summary>
public sealed class ALockedDatabaseHoldsUpNobodyElse : IDisposable
{
    private const int Renewals = 40;

    // A device has no more requests under way.
    private const int Writers = 6;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task RenewalsAndHealthAreAnsweredWhileWritersWait()
    {
        await using var server = await FleetServer.Start(
            new FleetOptions
            {
                Directory = _folder.Path,
                Store = new StoreTerms { Patience = Patience.Whole },
                Limits = new() { RequestsPerMinute = int.MaxValue },
            },
            TimeProvider.System);
        using var castle = new SignedClient(server.Address);
        using var cottage = new SignedClient(server.Address);
        using var anybody = new HttpClient { BaseAddress = server.Address };
        await castle.Join(FleetOwner.Token(_folder.Path));
        await cottage.Join(FleetOwner.Token(_folder.Path, "cottage"), "cottage");
        var order = SentUpdates.Order(server.Store);
        var asking = await server.Orders.Asked(server.Store, order);
        Assert.Equal(200, (await castle.Send(HttpMethod.Get, Paths.Orders + "?wait=30", [])).Status);

        Task<(int Status, string Sentence)>[] writing;
        Task<string> submitting;
        using (new LockedDatabase(_folder.Path))
        {
            writing = [.. Enumerable.Range(0, Writers).Select(_ => cottage.Send(HttpMethod.Put, Paths.Statement, Statement()))];
            submitting = server.Fleet.Submit(new SubmissionDocument { Tasks = "dk" }, "ann");

            for (var round = 0; round < Renewals; round++)
            {
                Assert.Equal((204, ""), await castle.Send(HttpMethod.Put, Paths.Lease(SentUpdates.Name(order)), []));
                Assert.Equal("Healthy", await anybody.GetStringAsync("/health/live"));
                Assert.Equal(2, server.Fleet.Status().Devices.Count);
            }

            Assert.All(writing, write => Assert.False(write.IsCompleted));
            Assert.False(submitting.IsCompleted);
        }

        Assert.All(await Task.WhenAll(writing), answer => Assert.Equal((204, ""), answer));
        Assert.Equal("t1", await submitting);
        Assert.False(asking.IsCompleted);
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Statement() => new StatementDocument
    {
        MemoryBytes = 1 << 30,
        Cores = 1,
        OperationsPerSecond = 1e9,
        OnBattery = false,
        Metered = false,
        SecondsADay = 0,
        JoulesADay = 0,
        BytesADay = 0,
        Rests = null,
    }.ToBytes();
}
