using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Mas.Server.Storage.Migrations;

/// <summary>The views a device evaluates on, and when an update came too late.</summary>
[DbContext(typeof(FleetDatabase))]
[Migration("20261122180000_ViewsAndLateUpdates")]
internal sealed class ViewsAndLateUpdates : Migration
{
    private static readonly string[] _tables = ["Devices", "Participants"];
    private static readonly string[] _views = ["ValidationViews", "TestViews"];

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in _tables)
        {
            foreach (var views in _views)
            {
                migrationBuilder.AddColumn<int>(name: views, table: table, nullable: false, defaultValue: 0);
            }
        }

        migrationBuilder.AddColumn<long>(name: "LateAt", table: "Orders", nullable: true);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in _tables)
        {
            foreach (var views in _views)
            {
                migrationBuilder.DropColumn(name: views, table: table);
            }
        }

        migrationBuilder.DropColumn(name: "LateAt", table: "Orders");
    }
}
