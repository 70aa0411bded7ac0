using System.Data.Common;
using Mas.Learning;
using Microsoft.EntityFrameworkCore;

namespace Mas.Server.Storage;

/// <summary>Creates the missing tables of a database; several processes may try at once.</summary>
internal static class DatabaseSetup
{
    private const string LocksOfMigrations =
        "SELECT name AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'";

    private const string LockName = ".preparing";

    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(30);

    /// <summary>Creates those missing in PostgreSQL, whose own lock ends with the connection that holds it.</summary>
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
    /// Creates those missing in SQLite, one process at a time. The lock is a file's, which ends with its process: the
    /// row that migrations lock with outlives a killed process, and the next one would wait without end.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="directory">The fleet's folder.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="InputException">Another process holds the lock, or the folder cannot be written.</exception>
    internal static void MakeInSqlite(FleetDatabase database, string directory, TimeProvider time)
    {
        if (!database.Database.GetPendingMigrations().Any())
        {
            return;
        }

        using var preparing = FolderLock.Hold(directory, LockPatience, time, LockName);
        if (!database.Database.GetPendingMigrations().Any())
        {
            return;
        }

        database.Database.ExecuteSqlRaw("PRAGMA journal_mode=WAL");
        if (database.Database.SqlQueryRaw<string>(LocksOfMigrations).Any())
        {
            database.Database.ExecuteSqlRaw("DELETE FROM __EFMigrationsLock");
        }

        database.Database.Migrate();
    }
}
