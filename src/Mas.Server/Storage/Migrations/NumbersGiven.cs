using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Mas.Server.Storage.Migrations;

/// <summary>The highest numbers given, which outlive the rows that had them.</summary>
[DbContext(typeof(FleetDatabase))]
[Migration("20261130020000_NumbersGiven")]
internal sealed class NumbersGiven : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        name: "Counters",
        columns: table => new
        {
            Name = table.Column<string>(maxLength: 16, nullable: false),
            Last = table.Column<int>(nullable: false),
        },
        constraints: table => table.PrimaryKey("PK_Counters", row => row.Name));

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable(name: "Counters");
}
