using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Mas.Server.Storage.Migrations;

/// <summary>The fields that each client of a run has labels of; runs from before have clients with labels of all.</summary>
[DbContext(typeof(FleetDatabase))]
[Migration("20261201120000_ParticipantFields")]
internal sealed class ParticipantFields : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>(name: "Fields", table: "Participants", nullable: true);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropColumn(name: "Fields", table: "Participants");
}
