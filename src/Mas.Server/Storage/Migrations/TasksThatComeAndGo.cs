using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Mas.Server.Storage.Migrations;

/// <summary>Which run a submission is to join, when it did, and when its tasks leave.</summary>
[DbContext(typeof(FleetDatabase))]
[Migration("20261201140000_TasksThatComeAndGo")]
internal sealed class TasksThatComeAndGo : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(name: "Join", table: "Submissions", maxLength: 16, nullable: true);
        migrationBuilder.AddColumn<int>(name: "JoinedAfter", table: "Submissions", nullable: true);
        migrationBuilder.AddColumn<byte[]>(name: "LeaveAt", table: "Submissions", nullable: true);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn(name: "Join", table: "Submissions");
        migrationBuilder.DropColumn(name: "JoinedAfter", table: "Submissions");
        migrationBuilder.DropColumn(name: "LeaveAt", table: "Submissions");
    }
}
