using Mas.Learning;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Mas.Server.Storage;

/// <summary>
/// Tells faults of what the server stands on, its database and its disk, from faults of the work itself, by type: the same
/// work may succeed once these are back.
/// </summary>
internal static class Outage
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Protocol = 15;

    /// <summary>Whether the database is locked or away for the moment.</summary>
    internal static bool IsAway(Exception fault) => Causes(fault).Any(cause => cause switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is Busy or Locked or Protocol,
        // A server that is told to end says so to those connected, and Npgsql does not call that transient.
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => true,
        NpgsqlException postgres => postgres.IsTransient,
        TimeoutException => true,
        _ => false,
    });

    /// <summary>Whether the database or the disk is away, full or may not be written to.</summary>
    internal static bool Is(Exception fault) => fault is not InputException
        && (IsAway(fault) || Causes(fault).Any(IsOfDatabaseOrDisk));

    /// <summary>What the database or the disk says, without what was wrapped around it.</summary>
    internal static string Reason(Exception fault) => Causes(fault).Last(cause =>
        cause is SqliteException or NpgsqlException or TimeoutException or IOException or UnauthorizedAccessException
        || cause.InnerException is null).Message;

    private static bool IsOfDatabaseOrDisk(Exception cause) => cause switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is ReadOnly or InputOutput or Full or CannotOpen,
        // Out of disk or memory, told to end, a fault of its system.
        PostgresException postgres => postgres.SqlState[..2] is "53" or "57" or "58",
        // What is missing or cut short does not come back by itself.
        FileNotFoundException or DirectoryNotFoundException or EndOfStreamException or PathTooLongException => false,
        IOException or UnauthorizedAccessException => true,
        _ => false,
    };

    private static IEnumerable<Exception> Causes(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
