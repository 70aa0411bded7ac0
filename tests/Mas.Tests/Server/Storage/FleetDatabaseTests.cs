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
    }

    [Fact]
    public void NoMigrationNamesATypeOfOneDatabase()
    {
        using var folder = new TemporaryFolder();
        using var database = new FleetStore(folder.Path).Open();
        var columns = database.GetService<IMigrationsAssembly>().Migrations
            .SelectMany(migration => ((Migration)
                Activator.CreateInstance(migration.Value.AsType(), nonPublic: true)!).UpOperations)
            .OfType<CreateTableOperation>()
            .SelectMany(table => table.Columns);

        Assert.NotEmpty(columns);
        Assert.All(columns, column => Assert.Null(column.ColumnType));
    }
}
