using Microsoft.EntityFrameworkCore;

namespace Mas.Server.Storage;

/// <summary>
/// What the server must never forget. One model for every database: nothing here or in the migrations is particular to
/// the one it lies in.
/// </summary>
internal sealed class FleetDatabase(DbContextOptions<FleetDatabase> options) : DbContext(options)
{
    /// <summary>The most characters of a task set.</summary>
    internal const int LongestTasks = 26;

    /// <summary>Characters of the longest sentence that says why something failed.</summary>
    internal const int LongestFault = 1000;

    /// <summary>Devices.</summary>
    public DbSet<DeviceRow> Devices => Set<DeviceRow>();

    /// <summary>Tokens for joining.</summary>
    public DbSet<TokenRow> Tokens => Set<TokenRow>();

    /// <summary>Orders.</summary>
    public DbSet<OrderRow> Orders => Set<OrderRow>();

    /// <summary>The clients of runs that have not ended.</summary>
    public DbSet<ParticipantRow> Participants => Set<ParticipantRow>();

    /// <summary>What operators have asked for.</summary>
    public DbSet<SubmissionRow> Submissions => Set<SubmissionRow>();

    /// <summary>The runs of the queue.</summary>
    public DbSet<RunRow> Runs => Set<RunRow>();

    /// <summary>Operators' keys.</summary>
    public DbSet<OperatorKeyRow> OperatorKeys => Set<OperatorKeyRow>();

    /// <summary>Devices whose keys were revoked.</summary>
    public DbSet<RevokedDeviceRow> RevokedDevices => Set<RevokedDeviceRow>();

    /// <summary>The audit trail.</summary>
    public DbSet<AuditRow> Audit => Set<AuditRow>();

    /// <summary>The highest numbers given.</summary>
    public DbSet<CounterRow> Counters => Set<CounterRow>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<DeviceRow>(device =>
        {
            device.ToTable("Devices").HasKey(row => row.Id);
            device.HasIndex(row => row.Client).IsUnique();
            device.Property(row => row.Id).HasMaxLength(64);
            device.Property(row => row.Client).HasMaxLength(128);
            device.Property(row => row.Tasks).HasMaxLength(LongestTasks);
        });
        modelBuilder.Entity<TokenRow>(token =>
        {
            token.ToTable("Tokens").HasKey(row => row.Sha256);
            token.Property(row => row.Sha256).HasMaxLength(64);
            token.Property(row => row.Client).HasMaxLength(128);
            token.Property(row => row.UsedBy).HasMaxLength(64);
        });
        modelBuilder.Entity<OrderRow>(order =>
        {
            order.ToTable("Orders").HasKey(row => row.Id);
            order.HasIndex(row => new { row.Run, row.Stage, row.Round });
            order.Property(row => row.Id).HasMaxLength(64);
            order.Property(row => row.Run).HasMaxLength(128);
            order.Property(row => row.Client).HasMaxLength(128);
            order.Property(row => row.Stage).HasMaxLength(128);
        });
        modelBuilder.Entity<ParticipantRow>(participant =>
        {
            participant.ToTable("Participants").HasKey(row => new { row.Run, row.Client });
            participant.Property(row => row.Run).HasMaxLength(128);
            participant.Property(row => row.Client).HasMaxLength(128);
        });
        modelBuilder.Entity<SubmissionRow>(submission =>
        {
            submission.ToTable("Submissions").HasKey(row => row.Id);
            submission.HasIndex(row => row.Run);
            submission.Property(row => row.Id).HasMaxLength(16);
            submission.Property(row => row.By).HasMaxLength(128);
            submission.Property(row => row.Run).HasMaxLength(16);
            submission.Property(row => row.Join).HasMaxLength(16);
            submission.Property(row => row.Fault).HasMaxLength(LongestFault);
        });
        modelBuilder.Entity<RunRow>(run =>
        {
            run.ToTable("Runs").HasKey(row => row.Id);
            run.Property(row => row.Id).HasMaxLength(16);
            run.Property(row => row.Fault).HasMaxLength(LongestFault);
            run.Property(row => row.ApprovedBy).HasMaxLength(128);
        });
        modelBuilder.Entity<CounterRow>(counter =>
        {
            counter.ToTable("Counters").HasKey(row => row.Name);
            counter.Property(row => row.Name).HasMaxLength(16);
        });
        modelBuilder.Entity<OperatorKeyRow>(key =>
        {
            key.ToTable("OperatorKeys").HasKey(row => row.Name);
            key.Property(row => row.Name).HasMaxLength(64);
            key.Property(row => row.Sha256).HasMaxLength(64);
            key.Property(row => row.Scopes).HasMaxLength(64);
            key.Property(row => row.FormerSha256).HasMaxLength(64);
        });
        modelBuilder.Entity<RevokedDeviceRow>(device =>
        {
            device.ToTable("RevokedDevices").HasKey(row => row.Id);
            device.HasIndex(row => row.Client);
            device.Property(row => row.Id).HasMaxLength(64);
            device.Property(row => row.Client).HasMaxLength(128);
        });
        modelBuilder.Entity<AuditRow>(entry =>
        {
            entry.ToTable("Audit").HasKey(row => row.Number);
            entry.HasIndex(row => row.Previous).IsUnique();
            entry.Property(row => row.Number).ValueGeneratedNever();
            entry.Property(row => row.Who).HasMaxLength(256);
            entry.Property(row => row.Address).HasMaxLength(256);
            entry.Property(row => row.Deed).HasMaxLength(32);
            entry.Property(row => row.Subject).HasMaxLength(256);
            entry.Property(row => row.Outcome).HasMaxLength(256);
            entry.Property(row => row.Previous).HasMaxLength(64);
            entry.Property(row => row.Hash).HasMaxLength(64);
        });
    }
}
