using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Mas.Server.Storage.Migrations;

/// <summary>Submissions, runs, operators' keys.</summary>
[DbContext(typeof(FleetDatabase))]
[Migration("20261122174500_QueueTables")]
internal sealed class QueueTables : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "Submissions",
            columns: table => new
            {
                Id = table.Column<string>(maxLength: 16, nullable: false),
                Number = table.Column<int>(nullable: false),
                Tasks = table.Column<string>(maxLength: 26, nullable: false),
                Priority = table.Column<int>(nullable: false),
                Deadline = table.Column<long>(nullable: true),
                Budget = table.Column<double>(nullable: true),
                Wanted = table.Column<byte[]>(nullable: true),
                Hold = table.Column<bool>(nullable: false),
                Recipe = table.Column<byte[]>(nullable: false),
                By = table.Column<string>(maxLength: 128, nullable: false),
                SubmittedAt = table.Column<long>(nullable: false),
                Run = table.Column<string>(maxLength: 16, nullable: true),
                Outcome = table.Column<int>(nullable: true),
                Fault = table.Column<string>(maxLength: 1000, nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_Submissions", row => row.Id));
        migrationBuilder.CreateTable(
            name: "Runs",
            columns: table => new
            {
                Id = table.Column<string>(maxLength: 16, nullable: false),
                Number = table.Column<int>(nullable: false),
                StartedAt = table.Column<long>(nullable: false),
                EndedAt = table.Column<long>(nullable: true),
                Outcome = table.Column<int>(nullable: true),
                Fault = table.Column<string>(maxLength: 1000, nullable: true),
                ApprovedBy = table.Column<string>(maxLength: 128, nullable: true),
                ApprovedGroups = table.Column<string>(maxLength: 64, nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_Runs", row => row.Id));
        migrationBuilder.CreateTable(
            name: "OperatorKeys",
            columns: table => new
            {
                Name = table.Column<string>(maxLength: 64, nullable: false),
                Sha256 = table.Column<string>(maxLength: 64, nullable: false),
                Scopes = table.Column<string>(maxLength: 64, nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_OperatorKeys", row => row.Name));
        migrationBuilder.CreateIndex(name: "IX_Submissions_Run", table: "Submissions", column: "Run");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "Submissions", "Runs", "OperatorKeys" })
        {
            migrationBuilder.DropTable(table);
        }
    }
}
