using System.Data.Common;
using Mas.Learning;
using Mas.Learning.Files;
using Mas.Wire.Documents;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Mas.Server.Storage;

/// <summary>
/// A fleet's folder: the database, <c>fleet.db</c> where it is SQLite, and the model files beside it. Thread-safe; what
/// a method has written is on disk before its task ends. Work with the database is done on threads of the store's own,
/// and whoever waits for it holds no other thread. It is done again as a whole where the database was locked or went
/// away in the midst of it, so that none of it may count twice.
/// </summary>
internal sealed class FleetStore
{
    private const string ServingName = ".lock";
    private const string PreparingName = ".preparing";
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int NotADatabase = 26;
    private const string LocksOfMigrations =
        "SELECT name AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'";

    private const string Wholeness = "SELECT quick_check AS Value FROM pragma_quick_check LIMIT 1";

    // SQLite has one writer at a time, and readers who do not wait for it; PostgreSQL has many of both.
    private const int SqliteReaders = 2;
    private const int PostgresThreads = 8;

    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly DbContextOptions<FleetDatabase> _options;
    private readonly StoreTerms _terms;
    private readonly WorkLane _writing;
    private readonly WorkLane _reading;

    /// <summary>Opens the folder, making what is missing.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="database">A connection string of PostgreSQL; null = SQLite in the folder.</param>
    /// <param name="terms">How long to wait for it; null = the usual.</param>
    /// <exception cref="InputException">The folder cannot be created, or the database cannot be used.</exception>
    internal FleetStore(string directory, string? database = null, StoreTerms? terms = null)
    {
        _terms = terms ?? new StoreTerms();
        _writing = new WorkLane("database: writing", database is null ? 1 : PostgresThreads);
        _reading = new WorkLane("database: reading", database is null ? SqliteReaders : PostgresThreads);
        Make(directory);
        Models = new ModelFiles(directory);
        _options = database is null ? FleetConnection.Sqlite(directory) : FleetConnection.Postgres(database);
        if (database is not null)
        {
            Prepare();
            return;
        }

        try
        {
            Prepare(Path.Combine(directory, PreparingName));
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is Corrupt or NotADatabase)
        {
            throw Damaged(directory, fault.Message, fault);
        }
    }

    /// <summary>The model files.</summary>
    internal ModelFiles Models { get; }

    /// <summary>The outages of database and disk that requests have met.</summary>
    internal Outages Outages { get; } = new();

    /// <summary>Holds the folder for a server until it is disposed of or the process ends: one at a time.</summary>
    /// <exception cref="InputException">Another server serves it, or it cannot be written to.</exception>
    internal static FileStream Hold(string directory)
    {
        Make(directory);
        try
        {
            return Lock(Path.Combine(directory, ServingName));
        }
        catch (UnauthorizedAccessException fault)
        {
            throw Unwritable(directory, fault);
        }
        catch (IOException fault)
        {
            throw new InputException(
                $"The fleet's folder {directory} cannot be served, most likely because another server does: "
                + fault.Message, fault);
        }
    }

    /// <summary>
    /// A view of the database that blocks whoever uses it and does no work again: for starts and for tests.
    /// </summary>
    internal FleetDatabase Open() => new(_options);

    /// <summary>
    /// Works with the database in one transaction, and where the database is locked or goes away, waits a while for it
    /// and works anew.
    /// </summary>
    /// <param name="work">What to do; done twice, it does no more than done once.</param>
    /// <exception cref="IOException">The database stays away.</exception>
    internal Task<T> Do<T>(Func<FleetDatabase, T> work) => Insist(_writing, database =>
    {
        using var transaction = database.Database.BeginTransaction();
        var result = work(database);
        transaction.Commit();
        return result;
    });

    /// <summary>
    /// Looks into the database, as <see cref="Do"/> works with it; waits for none who writes to SQLite.
    /// </summary>
    /// <param name="work">What to read; it writes nothing.</param>
    /// <exception cref="IOException">The database stays away.</exception>
    internal Task<T> Read<T>(Func<FleetDatabase, T> work) => Insist(_reading, work);

    /// <summary>Every device.</summary>
    internal async Task<IReadOnlyList<DeviceRow>> Devices() =>
        await Read(database => database.Devices.AsNoTracking().ToList());

    /// <summary>An order; null where none is known.</summary>
    internal Task<OrderRow?> Order(string id) => Read(database => Order(database, id));

    /// <summary>Keeps an order that is asked, for the first time or anew.</summary>
    /// <returns>The update that was acknowledged for it before; null where there is none.</returns>
    internal Task<byte[]?> Ask(OrderRow order) => Do(database =>
    {
        if (database.Orders.SingleOrDefault(known => known.Id == order.Id) is not { } known)
            database.Orders.Add(order);
        else if (known.Update is null)
            known.IsOver = false;
        else
            return known.Update;
        database.SaveChanges();
        return null;
    });

    /// <summary>Keeps an update of a client's order that is neither over nor answered.</summary>
    /// <returns>Whether it was, and the order as it stands then; null where none is known.</returns>
    internal Task<(bool WasOpen, OrderRow? Order)> Answer(string client, string id, byte[] update)
    {
        var wasOpen = false;
        return Do(database =>
        {
            wasOpen |= Open(database, client, id)
                .ExecuteUpdate(set => set.SetProperty(order => order.Update, update)) > 0;
            return (wasOpen, Order(database, id));
        });
    }

    /// <summary>Forgets the update of an order, whose weights are not there any more.</summary>
    internal Task Unanswer(string id) => Do(database => database.Orders.Where(order => order.Id == id)
        .ExecuteUpdate(set => set.SetProperty(order => order.Update, (byte[]?)null)));

    /// <summary>
    /// The run goes on without the update of a client's order, unless it was answered; what has come of its weights
    /// goes.
    /// </summary>
    /// <returns>Whether it was neither over nor answered, and the order as it stands then; null where none is
    /// known.</returns>
    internal async Task<(bool WasOpen, OrderRow? Order)> End(string client, string id)
    {
        var wasOpen = false;
        var found = await Do(database =>
        {
            wasOpen |= Open(database, client, id).ExecuteUpdate(set => set.SetProperty(order => order.IsOver, true)) > 0;
            return (wasOpen, Order(database, id));
        });
        if (wasOpen)
            Models.DeleteWeights(id);
        return found;
    }

    /// <summary>Puts on record that what an order asked for came when the order was over.</summary>
    internal Task CameLate(string id, long unixSeconds) => Do(database =>
        database.Orders.Where(order => order.Id == id && order.LateAt == null)
            .ExecuteUpdate(set => set.SetProperty(order => order.LateAt, unixSeconds)));

    /// <summary>
    /// Forgets what earlier rounds of a stage asked and were answered: a checkpoint has it. Orders that were lost stay
    /// on record until the run ends, so that what comes late for them is known for what it is.
    /// </summary>
    internal Task ForgetBefore(string run, string stage, int round) => Do(database =>
        Forget(database.Orders.Where(order =>
            order.Run == run && order.Stage == stage && order.Round < round && order.Update != null)));

    /// <summary>
    /// Deletes what a server that was killed has left: models that no order needs any more, weights, whole or cut,
    /// whose order is forgotten or over. Before anybody is served, since nothing may be under way.
    /// </summary>
    internal async Task Sweep()
    {
        var orders = await Read(database => database.Orders.AsNoTracking().ToList());
        Models.Sweep(
            orders.Where(order => !order.IsOver && order.Update is null).Select(ModelOf).OfType<string>().ToHashSet(),
            orders.Where(order => !order.IsOver || order.Update is not null).Select(order => order.Id).ToHashSet());
    }

    /// <summary>The clients of a run, by name; empty where it has not begun.</summary>
    internal async Task<IReadOnlyList<ParticipantRow>> Participants(string run)
    {
        var rows = await Read(database => database.Participants.AsNoTracking().Where(row => row.Run == run).ToList());
        return [.. rows.OrderBy(row => row.Client, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Sees to it that all of the folder can be written to: what <c>mas token</c> has made for root, a server of
    /// another user can read, and would fail at with the first device that joins.
    /// </summary>
    /// <exception cref="InputException">Some of it cannot be.</exception>
    internal async Task CheckWriting(string directory)
    {
        try
        {
            Models.CheckWriting();
            await Write();
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException
            or SqliteException { SqliteErrorCode: ReadOnly })
        {
            throw Unwritable(directory, fault);
        }
    }

    /// <summary>
    /// Writes to the database what changes nothing: it is locked as for any writing, and no row has this name. Where it may
    /// not be written to at all shows only when something is to be.
    /// </summary>
    /// <exception cref="IOException">The database stays away.</exception>
    internal Task Write() =>
        Do(database => database.Tokens.Where(token => token.Sha256 == "").ExecuteDelete());

    /// <summary>
    /// Checks that an SQLite database is intact: one that was copied while it was written may not be.
    /// </summary>
    /// <exception cref="InputException">It is not.</exception>
    internal void CheckWhole(string directory)
    {
        using var database = Open();
        if (!database.Database.IsSqlite())
            return;
        try
        {
            if (database.Database.SqlQueryRaw<string>(Wholeness).First() is var found && found != "ok")
                throw Damaged(directory, found, null);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is Corrupt or NotADatabase)
        {
            throw Damaged(directory, fault.Message, fault);
        }
    }

    private static OrderRow? Order(FleetDatabase database, string id) =>
        database.Orders.AsNoTracking().SingleOrDefault(order => order.Id == id);

    /// <summary>A client's order, if it is neither over nor answered.</summary>
    private static IQueryable<OrderRow> Open(FleetDatabase database, string client, string id) => database.Orders
        .Where(order => order.Id == id && order.Client == client && order.Update == null && !order.IsOver);

    private static InputException Damaged(string directory, string how, Exception? fault) => new(
        $"The database of the fleet's folder {directory} is damaged: {how} Replace the folder with another copy.", fault);

    /// <summary>Creates the folder for this user alone: what was learned belongs to its owner.</summary>
    private static void Make(string directory) => NamedFolder.Create("The fleet's folder", directory, alone: true);

    /// <summary>Some of the folder belongs to another user.</summary>
    internal static InputException Unwritable(string directory, Exception fault) => new(
        $"The fleet's folder {directory} cannot be written to, most likely because some of it belongs to another user; "
        + $"give all of it to the server's, as with chown -R: {fault.Message}", fault);

    private static FileStream Lock(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private async Task<T> Insist<T>(WorkLane lane, Func<FleetDatabase, T> work)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var pause = _terms.FirstPause; ; pause = pause * 2 < _terms.LongestPause ? pause * 2 : _terms.LongestPause)
        {
            try
            {
                return await lane.Run(() =>
                {
                    if (TimeProvider.System.GetElapsedTime(started) > _terms.Patience)
                        throw new TimeoutException("Others wait for it, too.");
                    using var database = Open();
                    return work(database);
                });
            }
            catch (Exception fault) when (Outage.IsAway(fault))
            {
                if (TimeProvider.System.GetElapsedTime(started) + pause > _terms.Patience)
                    throw new IOException($"The database does not answer: {Outage.Reason(fault)}", fault);
            }

            await Task.Delay(pause);
        }
    }

    /// <summary>Makes the tables that are missing in PostgreSQL, whose own lock ends with whoever holds it.</summary>
    /// <exception cref="InputException">The database cannot be had.</exception>
    private void Prepare()
    {
        using var database = Open();
        try
        {
            database.Database.Migrate();
        }
        catch (Exception fault) when (fault is DbException || Outage.Is(fault))
        {
            throw new InputException($"The database of --database cannot be used: {Outage.Reason(fault)}", fault);
        }
    }

    /// <summary>
    /// Makes the tables that are missing in SQLite, one process at a time. The lock is a file's, which ends with its
    /// process: the row that the migrations lock with outlives one that is killed, and whoever comes later would wait
    /// for ever.
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
            catch (IOException) when (TimeProvider.System.GetElapsedTime(started) < LockPatience)
            {
                Thread.Sleep(Glance);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw new InputException($"{path} cannot be held: {fault.Message}", fault);
            }
        }
    }

    /// <summary>The model an order names; null if it needs none, or another version of the server wrote it.</summary>
    private static string? ModelOf(OrderRow order)
    {
        try
        {
            return OrderDocument.Parse(order.Document).Model?.Sha256;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Forgets orders and their weights.</summary>
    internal int Forget(IQueryable<OrderRow> orders)
    {
        foreach (var id in orders.Select(order => order.Id).ToList())
            Models.DeleteWeights(id);
        return orders.ExecuteDelete();
    }
}
