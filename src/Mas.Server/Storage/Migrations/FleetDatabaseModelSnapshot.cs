using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Mas.Server.Storage.Migrations;

/// <summary>The model after the last migration, which the next one is told apart from.</summary>
[DbContext(typeof(FleetDatabase))]
internal sealed class FleetDatabaseModelSnapshot : ModelSnapshot
{
    /// <inheritdoc/>
    protected override void BuildModel(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity("Mas.Server.Storage.DeviceRow", device =>
        {
            device.Property<string>("Id").HasMaxLength(64);
            device.Property<string>("Client").IsRequired().HasMaxLength(128);
            device.Property<byte[]>("PublicKey").IsRequired();
            device.Property<string>("Tasks").IsRequired().HasMaxLength(26);
            device.Property<int>("TrainingViews");
            device.Property<int>("ValidationViews");
            device.Property<int>("TestViews");
            device.Property<byte[]>("Statement");
            device.Property<string>("Fields");
            device.HasKey("Id");
            device.HasIndex("Client").IsUnique();
            device.ToTable("Devices");
        });
        modelBuilder.Entity("Mas.Server.Storage.TokenRow", token =>
        {
            token.Property<string>("Sha256").HasMaxLength(64);
            token.Property<string>("Client").IsRequired().HasMaxLength(128);
            token.Property<long>("MadeAt");
            token.Property<long>("ExpiresAt");
            token.Property<string>("UsedBy").HasMaxLength(64);
            token.HasKey("Sha256");
            token.ToTable("Tokens");
        });
        modelBuilder.Entity("Mas.Server.Storage.OrderRow", order =>
        {
            order.Property<string>("Id").HasMaxLength(64);
            order.Property<string>("Run").IsRequired().HasMaxLength(128);
            order.Property<string>("Client").IsRequired().HasMaxLength(128);
            order.Property<string>("Stage").HasMaxLength(128);
            order.Property<int>("Round");
            order.Property<byte[]>("Document").IsRequired();
            order.Property<byte[]>("Update");
            order.Property<bool>("IsOver");
            order.Property<long?>("LateAt");
            order.HasKey("Id");
            order.HasIndex("Run", "Stage", "Round");
            order.ToTable("Orders");
        });
        modelBuilder.Entity("Mas.Server.Storage.ParticipantRow", participant =>
        {
            participant.Property<string>("Run").HasMaxLength(128);
            participant.Property<string>("Client").HasMaxLength(128);
            participant.Property<string>("Fields");
            participant.Property<int>("TrainingViews");
            participant.Property<int>("ValidationViews");
            participant.Property<int>("TestViews");
            participant.HasKey("Run", "Client");
            participant.ToTable("Participants");
        });
        modelBuilder.Entity("Mas.Server.Storage.SubmissionRow", submission =>
        {
            submission.Property<string>("Id").HasMaxLength(16);
            submission.Property<int>("Number");
            submission.Property<string>("Tasks").IsRequired();
            submission.Property<int>("Priority");
            submission.Property<long?>("Deadline");
            submission.Property<double?>("Budget");
            submission.Property<byte[]>("Wanted");
            submission.Property<byte[]>("Labels");
            submission.Property<bool>("Hold");
            submission.Property<byte[]>("Recipe").IsRequired();
            submission.Property<string>("By").IsRequired().HasMaxLength(128);
            submission.Property<long>("SubmittedAt");
            submission.Property<string>("Run").HasMaxLength(16);
            submission.Property<string>("Join").HasMaxLength(16);
            submission.Property<int?>("JoinedAfter");
            submission.Property<byte[]>("LeaveAt");
            submission.Property<int?>("Outcome");
            submission.Property<string>("Fault").HasMaxLength(1000);
            submission.HasKey("Id");
            submission.HasIndex("Run");
            submission.ToTable("Submissions");
        });
        modelBuilder.Entity("Mas.Server.Storage.RunRow", run =>
        {
            run.Property<string>("Id").HasMaxLength(16);
            run.Property<int>("Number");
            run.Property<long>("StartedAt");
            run.Property<long?>("EndedAt");
            run.Property<int?>("Outcome");
            run.Property<string>("Fault").HasMaxLength(1000);
            run.Property<string>("ApprovedBy").HasMaxLength(128);
            run.Property<string>("ApprovedGroups");
            run.HasKey("Id");
            run.ToTable("Runs");
        });
        modelBuilder.Entity("Mas.Server.Storage.CounterRow", counter =>
        {
            counter.Property<string>("Name").HasMaxLength(16);
            counter.Property<int>("Last");
            counter.HasKey("Name");
            counter.ToTable("Counters");
        });
        modelBuilder.Entity("Mas.Server.Storage.OperatorKeyRow", key =>
        {
            key.Property<string>("Name").HasMaxLength(64);
            key.Property<string>("Sha256").IsRequired().HasMaxLength(64);
            key.Property<string>("Scopes").IsRequired().HasMaxLength(64);
            key.Property<long>("MadeAt");
            key.Property<long>("ExpiresAt");
            key.Property<long?>("LastUsedAt");
            key.Property<string>("FormerSha256").HasMaxLength(64);
            key.Property<long?>("FormerExpiresAt");
            key.HasKey("Name");
            key.ToTable("OperatorKeys");
        });
        modelBuilder.Entity("Mas.Server.Storage.RevokedDeviceRow", device =>
        {
            device.Property<string>("Id").HasMaxLength(64);
            device.Property<string>("Client").IsRequired().HasMaxLength(128);
            device.Property<long>("RevokedAt");
            device.Property<long?>("AllowedAt");
            device.HasKey("Id");
            device.HasIndex("Client");
            device.ToTable("RevokedDevices");
        });
        modelBuilder.Entity("Mas.Server.Storage.AuditRow", entry =>
        {
            entry.Property<long>("Number").ValueGeneratedNever();
            entry.Property<long>("Time");
            entry.Property<string>("Who").IsRequired().HasMaxLength(256);
            entry.Property<string>("Address").IsRequired().HasMaxLength(256);
            entry.Property<string>("Deed").IsRequired().HasMaxLength(32);
            entry.Property<string>("Subject").IsRequired().HasMaxLength(256);
            entry.Property<string>("Outcome").IsRequired().HasMaxLength(256);
            entry.Property<string>("Previous").IsRequired().HasMaxLength(64);
            entry.Property<string>("Hash").IsRequired().HasMaxLength(64);
            entry.HasKey("Number");
            entry.HasIndex("Previous").IsUnique();
            entry.ToTable("Audit");
        });
    }
}
