using Mas.Server.Audit;
using Mas.Server.Storage;
using Mas.Tests.Federation;
using Mas.Tests.Server.Storage;

namespace Mas.Tests.Server.Audit;

public sealed class AuditTrailTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task WhatFailsLeavesNeitherItsWorkNorAnEntry()
    {
        var store = new FleetStore(_folder.Path);
        var trail = new AuditTrail(store, _folder.Path, TimeProvider.System);

        await Assert.ThrowsAsync<InvalidOperationException>(() => trail.Do<int>(
            database =>
            {
                database.RevokedDevices.Add(new RevokedDeviceRow { Id = "a", Client = "castle", RevokedAt = 1 });
                database.SaveChanges();
                throw new InvalidOperationException();
            },
            _ => new AuditNote(AuditDeed.RevokeDevice, "ann", "192.0.2.1")));

        Assert.Equal((0, 0), await store.Read(database => (database.RevokedDevices.Count(), database.Audit.Count())));
        await trail.Write(new AuditNote(AuditDeed.SignOut, "ann", "192.0.2.1"));
        Assert.Single(await FleetOwner.Trail(_folder.Path));
    }

    [Fact]
    public async Task AServerThatIsKilledBehindAnEntryLeavesNoFault()
    {
        var trail = new AuditTrail(new FleetStore(_folder.Path), _folder.Path, TimeProvider.System);
        await trail.Write(new AuditNote(AuditDeed.SignIn, "ann", "192.0.2.1"));
        var head = await File.ReadAllBytesAsync(_folder[AuditHead.FileName]);
        await trail.Write(new AuditNote(AuditDeed.SignOut, "ann", "192.0.2.1"));
        await File.WriteAllBytesAsync(_folder[AuditHead.FileName], head);

        Assert.Null(await trail.Read(DateTimeOffset.UnixEpoch, _ => { }));
        await trail.Write(new AuditNote(AuditDeed.SignIn, "bob", "192.0.2.1"));
        Assert.Equal(["sign-in", "sign-out", "sign-in"], (await FleetOwner.Trail(_folder.Path)).Select(entry => entry.Deed));
    }

    [Fact]
    public async Task AHeadThatIsGoneIsAFaultWhereThereAreEntries()
    {
        var trail = new AuditTrail(new FleetStore(_folder.Path), _folder.Path, TimeProvider.System);
        await trail.Write(new AuditNote(AuditDeed.SignIn, "ann", "192.0.2.1"));
        await trail.Write(new AuditNote(AuditDeed.SignOut, "ann", "192.0.2.1"));
        File.Delete(_folder[AuditHead.FileName]);

        Assert.StartsWith("audit.head is missing", await trail.Read(DateTimeOffset.UnixEpoch, _ => { }));
        await trail.Write(new AuditNote(AuditDeed.SignIn, "bob", "192.0.2.1"));
        Assert.StartsWith("Entry 3: ", await trail.Read(DateTimeOffset.UnixEpoch, _ => { }));
        Assert.Null(await trail.Read(DateTimeOffset.MaxValue, _ => { }));
    }

    [RequiresPostgresFact]
    public async Task WritersWithFoldersOfTheirOwnMakeOneTrailInOneDatabase()
    {
        using var postgres = new PostgresServer();
        AuditTrail[] trails =
        [
            .. Enumerable.Range(0, 3).Select(number => new AuditTrail(
                new FleetStore(_folder[$"{number}"], postgres.Connection), _folder[$"{number}"], TimeProvider.System)),
        ];

        await Task.WhenAll(trails.SelectMany(trail => Enumerable.Range(0, 10).Select(number =>
            trail.Write(new AuditNote(AuditDeed.Submit, "ann", "192.0.2.1", $"t{number}")))));

        var rows = new List<AuditRow>();
        await trails[0].Read(DateTimeOffset.UnixEpoch, rows.Add);
        Assert.Equal(Enumerable.Range(1, rows.Count).Select(number => (long)number), rows.Select(row => row.Number));
        Assert.Equal(30, rows.Count(row => row.Deed == "submit"));

        // A folder that has not seen the trail before cannot say that all of it is there, and says so.
        Assert.All(rows.Where(row => row.Deed != "submit"), row => Assert.Equal("gap", row.Deed));
        Assert.InRange(rows.Count, 30, 33);
        Assert.Null(await trails[0].Read(DateTimeOffset.MaxValue, _ => { }));
    }

    public void Dispose() => _folder.Dispose();
}
