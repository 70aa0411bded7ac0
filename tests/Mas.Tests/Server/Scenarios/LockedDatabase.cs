using Microsoft.Data.Sqlite;

namespace Mas.Tests.Server.Scenarios;

/// <summary>Holds the database of a fleet's folder as its only writer, until disposed of.</summary>
internal sealed class LockedDatabase : IDisposable
{
    private readonly SqliteConnection _connection;

    internal LockedDatabase(string folder)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(folder, "fleet.db")};Pooling=False");
        _connection.Open();
        Do("BEGIN EXCLUSIVE");
    }

    public void Dispose()
    {
        Do("ROLLBACK");
        _connection.Dispose();
    }

    private void Do(string statement)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
