using System.Data.Common;
using Mas.Learning;
using Microsoft.EntityFrameworkCore;

namespace Mas.Server.Storage;

/// <summary>Makes the tables of a database that are missing, whichever processes try at once.</summary>
internal static class FleetTables
{
    private const string LocksOfMigrations =
        "SELECT name AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'";

    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    /// <summary>Makes those missing in PostgreSQL, whose own lock ends with whoever holds it.</summary>
    /// <exception cref="InputException">The database cannot be had.</exception>
    internal static void MakeInPostgres(FleetDatabase database)
    {
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
    /// Makes those missing in SQLite, one process at a time. The lock is a file's, which ends with its process: the row
    /// that the migrations lock with outlives one that is killed, and whoever comes later would wait for ever.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="lockPath">The file of the lock.</param>
    /// <param name="time">The clock.</param>
    internal static void MakeInSqlite(FleetDatabase database, string lockPath, TimeProvider time)
    {
        if (!database.Database.GetPendingMigrations().Any())
            return;
        using var preparing = Wait(lockPath, time);
        if (!database.Database.GetPendingMigrations().Any())
            return;
        database.Database.ExecuteSqlRaw("PRAGMA journal_mode=WAL");
        if (database.Database.SqlQueryRaw<string>(LocksOfMigrations).Any())
            database.Database.ExecuteSqlRaw("DELETE FROM __EFMigrationsLock");
        database.Database.Migrate();
    }

    /// <summary>The lock of a file.</summary>
    /// <exception cref="IOException">Another process has it.</exception>
    internal static FileStream Lock(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <summary>The lock of a file, once no other process has it.</summary>
    private static FileStream Wait(string path, TimeProvider time)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return Lock(path);
            }
            catch (IOException) when (time.GetElapsedTime(started) < LockPatience)
            {
                Thread.Sleep(Glance);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw new InputException($"{path} cannot be held: {fault.Message}", fault);
            }
        }
    }
}
