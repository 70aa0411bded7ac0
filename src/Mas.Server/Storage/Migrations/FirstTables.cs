using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Mas.Server.Storage.Migrations;

/// <summary>
/// Devices, tokens, orders, participants. Columns have no types of any one database: each takes its own for the CLR's.
/// </summary>
[DbContext(typeof(FleetDatabase))]
[Migration("20261122150000_FirstTables")]
internal sealed class FirstTables : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "Devices",
            columns: table => new
            {
                Id = table.Column<string>(maxLength: 64, nullable: false),
                Client = table.Column<string>(maxLength: 128, nullable: false),
                PublicKey = table.Column<byte[]>(nullable: false),
                Tasks = table.Column<string>(maxLength: 26, nullable: false),
                TrainingViews = table.Column<int>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_Devices", row => row.Id));
        migrationBuilder.CreateTable(
            name: "Tokens",
            columns: table => new
            {
                Sha256 = table.Column<string>(maxLength: 64, nullable: false),
                ExpiresAt = table.Column<long>(nullable: false),
                UsedBy = table.Column<string>(maxLength: 64, nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_Tokens", row => row.Sha256));
        migrationBuilder.CreateTable(
            name: "Orders",
            columns: table => new
            {
                Id = table.Column<string>(maxLength: 64, nullable: false),
                Run = table.Column<string>(maxLength: 128, nullable: false),
                Client = table.Column<string>(maxLength: 128, nullable: false),
                Stage = table.Column<string>(maxLength: 128, nullable: true),
                Round = table.Column<int>(nullable: false),
                Document = table.Column<byte[]>(nullable: false),
                Update = table.Column<byte[]>(nullable: true),
                IsOver = table.Column<bool>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_Orders", row => row.Id));
        migrationBuilder.CreateTable(
            name: "Participants",
            columns: table => new
            {
                Run = table.Column<string>(maxLength: 128, nullable: false),
                Client = table.Column<string>(maxLength: 128, nullable: false),
                TrainingViews = table.Column<int>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_Participants", row => new { row.Run, row.Client }));
        migrationBuilder.CreateIndex(name: "IX_Devices_Client", table: "Devices", column: "Client", unique: true);
        migrationBuilder.CreateIndex(
            name: "IX_Orders_Run_Stage_Round", table: "Orders", columns: ["Run", "Stage", "Round"]);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "Devices", "Tokens", "Orders", "Participants" })
        {
            migrationBuilder.DropTable(table);
        }
    }
}
