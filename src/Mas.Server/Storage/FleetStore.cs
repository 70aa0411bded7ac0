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
        using var database = Open();
        database.Database.Migrate();
        database.Database.ExecuteSqlRaw("PRAGMA journal_mode=WAL");
    }

    /// <summary>The model files.</summary>
    internal ModelFiles Models { get; }

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

    /// <summary>Forgets what earlier rounds of a stage asked and were answered: a checkpoint has it.</summary>
    internal void ForgetBefore(string run, string stage, int round)
    {
        using var database = Open();
        Forget(database.Orders.Where(order => order.Run == run && order.Stage == stage && order.Round < round));
    }

    /// <summary>Forgets a run that has ended.</summary>
    internal void ForgetRun(string run)
    {
        using var database = Open();
        Forget(database.Orders.Where(order => order.Run == run));
        database.Participants.Where(row => row.Run == run).ExecuteDelete();
        if (!database.Orders.Any())
            Models.DeleteModels();
    }

    /// <summary>The clients of a run, by name; empty where it has not begun.</summary>
    internal IReadOnlyList<ParticipantRow> Participants(string run)
    {
        using var database = Open();
        var rows = database.Participants.AsNoTracking().Where(row => row.Run == run).ToList();
        return [.. rows.OrderBy(row => row.Client, StringComparer.Ordinal)];
    }

    /// <summary>Settles who takes part in the run.</summary>
    internal void Add(IEnumerable<ParticipantRow> participants)
    {
        using var database = Open();
        database.Participants.AddRange(participants);
        database.SaveChanges();
    }

    private void Forget(IQueryable<OrderRow> orders)
    {
        foreach (var id in orders.Select(order => order.Id).ToList())
            Models.DeleteWeights(id);
        orders.ExecuteDelete();
    }
}
