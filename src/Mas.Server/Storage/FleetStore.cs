using Mas.Learning;
using Mas.Learning.Files;
using Mas.Wire;
using Mas.Wire.Documents;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Mas.Server.Storage;

/// <summary>
/// A fleet's folder: the database, <c>fleet.db</c> where it is SQLite, and the model files beside it. Thread-safe; what
/// a method has written is on disk before its task ends. Work with the database is done on threads of the store's own,
/// and waiting for it blocks no other thread. It is done again as a whole where the database was locked or went
/// away in the midst of it, so that none of it may count twice.
/// </summary>
internal sealed class FleetStore
{
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int NotADatabase = 26;
    private const string Wholeness = "SELECT quick_check AS Value FROM pragma_quick_check LIMIT 1";

    // SQLite has one writer at a time, and readers who do not wait for it; PostgreSQL has many of both.
    private const int SqliteReaders = 2;
    private const int PostgresThreads = 8;

    private readonly DbContextOptions<FleetDatabase> _options;
    private readonly StoreTerms _terms;
    private readonly TimeProvider _time;
    private readonly WorkLane _writing;
    private readonly WorkLane _reading;

    /// <summary>Opens the folder, making what is missing.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="database">A connection string of PostgreSQL; null = SQLite in the folder.</param>
    /// <param name="terms">How long to wait for it; null = the usual.</param>
    /// <param name="time">The clock; null = the system's.</param>
    /// <exception cref="InputException">The folder cannot be created, or the database cannot be used.</exception>
    internal FleetStore(
        string directory, string? database = null, StoreTerms? terms = null, TimeProvider? time = null)
    {
        (_terms, _time) = (terms ?? new StoreTerms(), time ?? TimeProvider.System);
        _writing = new WorkLane("database: writing", database is null ? 1 : PostgresThreads);
        _reading = new WorkLane("database: reading", database is null ? SqliteReaders : PostgresThreads);
        Make(directory);
        Models = new ModelFiles(directory);
        _options = database is null ? FleetConnection.Sqlite(directory) : FleetConnection.Postgres(database);
        using var first = Open();
        if (database is not null)
        {
            DatabaseSetup.MakeInPostgres(first);
            return;
        }

        try
        {
            DatabaseSetup.MakeInSqlite(first, directory, _time);
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
            return FolderLock.Open(directory);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw Unwritable(directory, fault);
        }
        catch (IOException fault)
        {
            throw new InputException(
                $"The fleet's folder {directory} cannot be locked, most likely because another server uses it: "
                + fault.Message, fault);
        }
    }

    /// <summary>
    /// A view of the database that blocks its user and retries nothing: for starts and for tests.
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

    /// <summary>
    /// As <see cref="Read"/>, without a wait: for a caller that can do without where the database is away.
    /// </summary>
    /// <param name="work">What to read; it writes nothing.</param>
    /// <exception cref="IOException">The database is away.</exception>
    internal async Task<T> ReadNow<T>(Func<FleetDatabase, T> work)
    {
        for (var isSecond = false; ; isSecond = true)
        {
            try
            {
                return await _reading.Run(() =>
                {
                    using var database = Open();
                    return work(database);
                });
            }
            catch (Exception fault) when (Outage.IsAway(fault))
            {
                // That a pooled connection was cut in an outage shows when it is used; the next is a new one.
                if (isSecond)
                {
                    throw Away(fault);
                }
            }
        }
    }

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
        {
            database.Orders.Add(order);
        }
        else if (known.Update is null)
        {
            known.IsOver = false;
        }
        else
        {
            return known.Update;
        }

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
        {
            Models.DeleteWeights(id);
        }

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
    /// whose order is forgotten or over. Done before the first request is served, since nothing may be under way.
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

    /// <summary>Settles the clients of a run anew, before it begins: what their columns say is known.</summary>
    internal Task Settle(string run, IReadOnlyList<ParticipantRow> participants) => Do(database =>
    {
        database.Participants.Where(row => row.Run == run).ExecuteDelete();
        database.Participants.AddRange(participants);
        return database.SaveChanges();
    });

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
        {
            return;
        }

        try
        {
            if (database.Database.SqlQueryRaw<string>(Wholeness).First() is var found && found != "ok")
            {
                throw Damaged(directory, found, null);
            }
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

    private static IOException Away(Exception fault) =>
        new($"The database does not answer: {Outage.Reason(fault)}", fault);

    private async Task<T> Insist<T>(WorkLane lane, Func<FleetDatabase, T> work)
    {
        var (started, pauses) = (_time.GetTimestamp(), new DoublingPause(_terms.FirstPause, _terms.LongestPause));
        while (true)
        {
            TimeSpan pause;
            try
            {
                return await lane.Run(() =>
                {
                    if (_time.GetElapsedTime(started) > _terms.Patience)
                    {
                        throw new TimeoutException("Others wait for it, too.");
                    }

                    using var database = Open();
                    return work(database);
                });
            }
            catch (Exception fault) when (Outage.IsAway(fault))
            {
                pause = pauses.Next();
                if (_time.GetElapsedTime(started) + pause > _terms.Patience)
                {
                    throw Away(fault);
                }
            }

            await Task.Delay(pause, _time);
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
        {
            Models.DeleteWeights(id);
        }

        return orders.ExecuteDelete();
    }
}
