using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Mas.Server.Storage.Migrations;

/// <summary>
/// The audit trail; keys that expire and are rotated, tokens of one client, devices that stay revoked. Keys from before
/// get a year; tokens from before are good for no client.
/// </summary>
[DbContext(typeof(FleetDatabase))]
[Migration("20261130030000_AuditAndAccess")]
internal sealed class AuditAndAccess : Migration
{
    private const int DaysLeft = 365;

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "Audit",
            columns: table => new
            {
                Number = table.Column<long>(nullable: false),
                Time = table.Column<long>(nullable: false),
                Who = table.Column<string>(maxLength: 256, nullable: false),
                Address = table.Column<string>(maxLength: 256, nullable: false),
                Deed = table.Column<string>(maxLength: 32, nullable: false),
                Subject = table.Column<string>(maxLength: 256, nullable: false),
                Outcome = table.Column<string>(maxLength: 256, nullable: false),
                Previous = table.Column<string>(maxLength: 64, nullable: false),
                Hash = table.Column<string>(maxLength: 64, nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_Audit", row => row.Number));
        migrationBuilder.CreateIndex(name: "IX_Audit_Previous", table: "Audit", column: "Previous", unique: true);
        migrationBuilder.CreateTable(
            name: "RevokedDevices",
            columns: table => new
            {
                Id = table.Column<string>(maxLength: 64, nullable: false),
                Client = table.Column<string>(maxLength: 128, nullable: false),
                RevokedAt = table.Column<long>(nullable: false),
                AllowedAt = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_RevokedDevices", row => row.Id));
        migrationBuilder.CreateIndex(name: "IX_RevokedDevices_Client", table: "RevokedDevices", column: "Client");
        migrationBuilder.AddColumn<long>(name: "MadeAt", table: "OperatorKeys", nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<long>(name: "ExpiresAt", table: "OperatorKeys", nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<long>(name: "LastUsedAt", table: "OperatorKeys", nullable: true);
        migrationBuilder.AddColumn<string>(name: "FormerSha256", table: "OperatorKeys", maxLength: 64, nullable: true);
        migrationBuilder.AddColumn<long>(name: "FormerExpiresAt", table: "OperatorKeys", nullable: true);
        var expires = DateTimeOffset.UtcNow.AddDays(DaysLeft).ToUnixTimeSeconds();
        migrationBuilder.Sql($"UPDATE \"OperatorKeys\" SET \"ExpiresAt\" = {expires}");
        migrationBuilder.AddColumn<string>(
            name: "Client", table: "Tokens", maxLength: 128, nullable: false, defaultValue: "");
        migrationBuilder.AddColumn<long>(name: "MadeAt", table: "Tokens", nullable: false, defaultValue: 0L);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(name: "Audit");
        migrationBuilder.DropTable(name: "RevokedDevices");
        foreach (var column in new[] { "MadeAt", "ExpiresAt", "LastUsedAt", "FormerSha256", "FormerExpiresAt" })
        {
            migrationBuilder.DropColumn(name: column, table: "OperatorKeys");
        }

        foreach (var column in new[] { "Client", "MadeAt" })
        {
            migrationBuilder.DropColumn(name: column, table: "Tokens");
        }
    }
}
