using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Mas.Server.Storage.Migrations;

/// <summary>The fields of devices, including those no listed task learns, and task sets of any length.</summary>
[DbContext(typeof(FleetDatabase))]
[Migration("20261201020000_DeviceFields")]
internal sealed class DeviceFields : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(name: "Fields", table: "Devices", nullable: true);

        // SQLite keeps text of any length whatever its column says.
        if (migrationBuilder.ActiveProvider == "Npgsql.EntityFrameworkCore.PostgreSQL")
        {
            migrationBuilder.Sql("""ALTER TABLE "Submissions" ALTER COLUMN "Tasks" TYPE text""");
            migrationBuilder.Sql("""ALTER TABLE "Runs" ALTER COLUMN "ApprovedGroups" TYPE text""");
        }
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropColumn(name: "Fields", table: "Devices");
}
