using Mas.Learning;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Mas.Server.Storage;

/// <summary>
/// A fleet's folder: the database <c>fleet.db</c> and the model files beside it. Thread-safe; every method is one
/// transaction, on disk before it returns.
/// </summary>
internal sealed class FleetStore
{
    private const string FileName = "fleet.db";
    private const string ServingName = ".lock";
    private const string PreparingName = ".preparing";
    private const string LocksOfMigrations =
        "SELECT name AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly DbContextOptions<FleetDatabase> _options;

    /// <summary>Opens the folder, making what is missing.</summary>
    /// <exception cref="InputException">The folder cannot be made.</exception>
    internal FleetStore(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The fleet's folder {directory} cannot be made: {fault.Message}", fault);
        }

        Models = new ModelFiles(directory);
        _options = new DbContextOptionsBuilder<FleetDatabase>()
            .UseSqlite(new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(directory, FileName),
            }.ToString()).Options;
        Prepare(Path.Combine(directory, PreparingName));
    }

    /// <summary>The model files.</summary>
    internal ModelFiles Models { get; }

    /// <summary>Holds the folder for a server until it is disposed of or the process ends: one at a time.</summary>
    /// <exception cref="InputException">Another server serves it.</exception>
    internal static FileStream Hold(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return Lock(Path.Combine(directory, ServingName));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"The fleet's folder {directory} cannot be served, most likely because another server does: "
                + fault.Message, fault);
        }
    }

    /// <summary>A view of the database for one piece of work.</summary>
    internal FleetDatabase Open() => new(_options);

    /// <summary>Keeps a token's digest.</summary>
    internal void Add(TokenRow token)
    {
        using var database = Open();
        database.Tokens.Add(token);
        database.SaveChanges();
    }

    /// <summary>Every device.</summary>
    internal IReadOnlyList<DeviceRow> Devices()
    {
        using var database = Open();
        return database.Devices.AsNoTracking().ToList();
    }

    /// <summary>An order; null where none is known.</summary>
    internal OrderRow? Order(string id)
    {
        using var database = Open();
        return database.Orders.AsNoTracking().SingleOrDefault(order => order.Id == id);
    }

    /// <summary>Keeps an order that is asked, for the first time or anew.</summary>
    internal void Ask(OrderRow order)
    {
        using var database = Open();
        if (database.Orders.SingleOrDefault(known => known.Id == order.Id) is { } known)
            known.IsOver = false;
        else
            database.Orders.Add(order);
        database.SaveChanges();
    }

    /// <summary>Keeps an update, or forgets the one that was.</summary>
    internal void Answer(string id, byte[]? update)
    {
        using var database = Open();
        database.Orders.Where(order => order.Id == id)
            .ExecuteUpdate(set => set.SetProperty(order => order.Update, update));
    }

    /// <summary>The run goes on without the update of an order.</summary>
    internal void End(string id)
    {
        using var database = Open();
        database.Orders.Where(order => order.Id == id)
            .ExecuteUpdate(set => set.SetProperty(order => order.IsOver, true));
    }

    /// <summary>Puts on record that what an order asked for came when the order was over.</summary>
    internal void CameLate(string id, long unixSeconds)
    {
        using var database = Open();
        database.Orders.Where(order => order.Id == id && order.LateAt == null)
            .ExecuteUpdate(set => set.SetProperty(order => order.LateAt, unixSeconds));
    }

    /// <summary>
    /// Forgets what earlier rounds of a stage asked and were answered: a checkpoint has it. Orders that were lost stay on
    /// record until the run ends, so that what comes late for them is known for what it is.
    /// </summary>
    internal void ForgetBefore(string run, string stage, int round)
    {
        using var database = Open();
        Forget(database.Orders.Where(order =>
            order.Run == run && order.Stage == stage && order.Round < round && order.Update != null));
    }

    /// <summary>Forgets a run that has ended.</summary>
    internal void ForgetRun(string run)
    {
        using var database = Open();
        Forget(database.Orders.Where(order => order.Run == run));
        database.Participants.Where(row => row.Run == run).ExecuteDelete();
        if (!database.Participants.Any())
            Models.DeleteModels();
    }

    /// <summary>The clients of a run, by name; empty where it has not begun.</summary>
    internal IReadOnlyList<ParticipantRow> Participants(string run)
    {
        using var database = Open();
        var rows = database.Participants.AsNoTracking().Where(row => row.Run == run).ToList();
        return [.. rows.OrderBy(row => row.Client, StringComparer.Ordinal)];
    }

    private static FileStream Lock(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <summary>
    /// Makes the tables that are missing, one process at a time. The lock is a file's, which ends with its process: the
    /// row that the migrations lock with outlives one that is killed, and whoever comes later would wait for ever.
    /// </summary>
    private void Prepare(string path)
    {
        using var database = Open();
        if (!database.Database.GetPendingMigrations().Any())
            return;
        using var preparing = Wait(path);
        if (!database.Database.GetPendingMigrations().Any())
            return;
        database.Database.ExecuteSqlRaw("PRAGMA journal_mode=WAL");
        if (database.Database.SqlQueryRaw<string>(LocksOfMigrations).Any())
            database.Database.ExecuteSqlRaw("DELETE FROM __EFMigrationsLock");
        database.Database.Migrate();
    }

    /// <summary>The lock of a file, once nobody else has it.</summary>
    private static FileStream Wait(string path)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return Lock(path);
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(started) < Patience)
            {
                Thread.Sleep(Glance);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw new InputException($"{path} cannot be held: {fault.Message}", fault);
            }
        }
    }

    private void Forget(IQueryable<OrderRow> orders)
    {
        foreach (var id in orders.Select(order => order.Id).ToList())
            Models.DeleteWeights(id);
        orders.ExecuteDelete();
    }
}
