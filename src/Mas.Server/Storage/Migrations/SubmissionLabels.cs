using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Mas.Server.Storage.Migrations;

/// <summary>Where the labels of a submission's tasks are to come from.</summary>
[DbContext(typeof(FleetDatabase))]
[Migration("20261123004000_SubmissionLabels")]
internal sealed class SubmissionLabels : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<byte[]>(name: "Labels", table: "Submissions", nullable: true);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropColumn(name: "Labels", table: "Submissions");
}
