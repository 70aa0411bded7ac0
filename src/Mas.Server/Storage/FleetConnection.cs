using Mas.Learning;
using Mas.Wire;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Mas.Server.Storage;

/// <summary>
/// How the database is reached: SQLite in the fleet's folder, or PostgreSQL, which may go away and come back. A
/// connection string may hold a password and is never part of a sentence.
/// </summary>
internal static class FleetConnection
{
    private const string FileName = "fleet.db";

    // The shortest possible: work that finds the database locked is retried; its thread serves other work meanwhile.
    private const int BusySeconds = 1;

    /// <summary>SQLite in a folder.</summary>
    internal static DbContextOptions<FleetDatabase> Sqlite(string directory) =>
        new DbContextOptionsBuilder<FleetDatabase>().UseSqlite(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(directory, FileName),
            DefaultTimeout = BusySeconds,
        }.ToString()).Options;

    /// <summary>PostgreSQL.</summary>
    /// <param name="connection">A connection string of Npgsql's.</param>
    /// <exception cref="InputException">
    /// It is not a connection string, or would reach another machine in the clear.
    /// </exception>
    internal static DbContextOptions<FleetDatabase> Postgres(string connection)
    {
        NpgsqlConnectionStringBuilder read;
        try
        {
            read = new NpgsqlConnectionStringBuilder(connection) { IncludeErrorDetail = false };
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or NotSupportedException)
        {
            // The fault may quote the string.
            throw new InputException(Form);
        }

        if (string.IsNullOrEmpty(read.Host))
        {
            throw new InputException(Form);
        }

        if (read.SslMode is SslMode.Disable or SslMode.Allow or SslMode.Prefer && read.Host.Split(',').FirstOrDefault(IsElsewhere) is { } host)
        {
            throw new InputException(
                $"--database: {host} is on another machine, which needs TLS; add 'SSL Mode=VerifyFull' to it.");
        }

        return new DbContextOptionsBuilder<FleetDatabase>().UseNpgsql(read.ToString()).Options;
    }

    /// <summary>Whether a host of a connection string, perhaps with a port, is another machine; a path is a socket of this one.</summary>
    private static bool IsElsewhere(string host) => host.Trim() is var name && !name.StartsWith('/') && !name.StartsWith('@')
        && !Loopback.IsNamed(name) && !Loopback.IsNamed(name[..(name.LastIndexOf(':') is > 0 and var colon ? colon : name.Length)]);

    private static string Form => "--database is not a connection string of PostgreSQL; use e.g. "
        + "'Host=localhost;Database=mas;Username=mas;Password=...'.";
}
