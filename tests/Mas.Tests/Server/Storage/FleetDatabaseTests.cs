using Mas.Learning;
using Mas.Server;
using Mas.Server.Storage;
using Mas.Tests.Federation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Mas.Tests.Server.Storage;

public class FleetDatabaseTests
{
    [Fact]
    public void TheMigrationsMakeTheTablesOfTheModel()
    {
        using var folder = new TemporaryFolder();
        using var database = new FleetStore(folder.Path).Open();

        Assert.False(database.Database.HasPendingModelChanges());
        Assert.Empty(database.Database.GetPendingMigrations());
        Assert.Empty(database.Devices.ToList());
        Assert.Empty(database.Tokens.ToList());
        Assert.Empty(database.Orders.ToList());
        Assert.Empty(database.Participants.ToList());
        Assert.Empty(database.Submissions.ToList());
        Assert.Empty(database.Runs.ToList());
        Assert.Empty(database.Counters.ToList());
        Assert.Empty(database.OperatorKeys.ToList());
        Assert.Empty(database.RevokedDevices.ToList());
        Assert.Empty(database.Audit.ToList());
    }

    [Fact]
    public void AServerThatWasKilledWhileItMadeTheTablesLeavesNoLock()
    {
        using var folder = new TemporaryFolder();
        using (var killed = new FleetStore(folder.Path).Open())
        {
            killed.Database.ExecuteSqlRaw(
                "DELETE FROM __EFMigrationsHistory; DROP TABLE Devices; DROP TABLE Tokens; DROP TABLE Orders;"
                + "DROP TABLE Participants; DROP TABLE Submissions; DROP TABLE Runs; DROP TABLE OperatorKeys;"
                + "DROP TABLE RevokedDevices; DROP TABLE Audit; DROP TABLE Counters");
            killed.Database.ExecuteSqlRaw(
                "INSERT INTO __EFMigrationsLock (Id, Timestamp) VALUES (1, '2026-01-01 00:00:00')");
        }

        using var database = new FleetStore(folder.Path).Open();

        Assert.Empty(database.Database.GetPendingMigrations());
        Assert.Empty(database.Orders.ToList());
    }

    [Fact]
    public async Task AFolderHasOneServerAndTokensAreMadeBesideIt()
    {
        using var folder = new TemporaryFolder();
        var options = new FleetOptions { Directory = folder.Path };
        await using (await FleetServer.Start(options, TimeProvider.System))
        {
            var second = await Assert.ThrowsAsync<InputException>(
                () => FleetServer.Start(options, TimeProvider.System));

            Assert.Contains("another server", second.Message);
            Assert.StartsWith(
                "join-", FleetOwner.Token(folder.Path));
        }

        await using var next = await FleetServer.Start(options, TimeProvider.System);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task AServerIsNotStartedOnADatabaseThatIsDamaged(int page)
    {
        using var folder = new TemporaryFolder();
        _ = new FleetStore(folder.Path);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        using (var file = new FileStream(folder["fleet.db"], FileMode.Open))
        {
            file.Position = page * 4096L;
            file.Write(Enumerable.Repeat((byte)0xAA, 4096).ToArray());
        }

        var fault = await Assert.ThrowsAsync<InputException>(
            () => FleetServer.Start(new FleetOptions { Directory = folder.Path }, TimeProvider.System));

        Assert.StartsWith($"The database of the fleet's folder {folder.Path} is damaged: ", fault.Message);
        Assert.EndsWith("Replace the folder with another copy.", fault.Message);
    }

    [Fact]
    public void NoMigrationNamesATypeOfOneDatabase()
    {
        using var folder = new TemporaryFolder();
        using var database = new FleetStore(folder.Path).Open();
        MigrationOperation[] operations =
        [
            .. database.GetService<IMigrationsAssembly>().Migrations.SelectMany(migration => ((Migration)
                Activator.CreateInstance(migration.Value.AsType(), nonPublic: true)!).UpOperations),
        ];
        AddColumnOperation[] columns =
        [
            .. operations.OfType<CreateTableOperation>().SelectMany(table => table.Columns),
            .. operations.OfType<AddColumnOperation>(),
        ];

        Assert.NotEmpty(columns);
        Assert.All(columns, column => Assert.Null(column.ColumnType));
    }
}
