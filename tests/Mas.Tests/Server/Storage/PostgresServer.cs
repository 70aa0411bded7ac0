using System.Diagnostics;
using Mas.Tests.Federation;

namespace Mas.Tests.Server.Storage;

/// <summary>
/// A PostgreSQL of the test's own, in a temporary folder, which listens to a socket there and to no port. It must not be
/// root's: as root, the distribution's user starts it.
/// </summary>
internal sealed class PostgresServer : IDisposable
{
    private const string Owner = "postgres";

    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    internal PostgresServer()
    {
        Directory.CreateDirectory(_folder.Path);
        if (IsRoot)
        {
            Run("chown", Owner, _folder.Path);
        }

        _data = _folder["data"];
        RunHere("initdb", "--pgdata", _data, "--username", Owner, "--auth", "trust", "--no-sync", "--encoding", "UTF8");
        Control("start");
    }

    /// <summary>How to reach it; the password opens nothing, and must be seen nowhere.</summary>
    internal string Connection => ConnectionTo("postgres");

    internal const string Secret = "never-to-be-told";

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>Makes another database.</summary>
    /// <returns>How to reach it.</returns>
    internal string Create(string database)
    {
        RunHere("createdb", "--host", _folder.Path, "--username", Owner, database);
        return ConnectionTo(database);
    }

    /// <summary>Ends it, without asking those connected, and starts it again.</summary>
    internal void Restart()
    {
        Stop();
        Control("start");
    }

    /// <summary>Ends it without asking those connected.</summary>
    internal void Stop() => Control("stop");

    /// <summary>Starts it.</summary>
    internal void Start() => Control("start");

    public void Dispose()
    {
        if (File.Exists(Path.Combine(_data, "postmaster.pid")))
        {
            Stop();
        }

        _folder.Dispose();
    }

    private string ConnectionTo(string database) =>
        $"Host={_folder.Path};Username={Owner};Database={database};Password={Secret}";

    private void Control(string verb) => RunHere(
        "pg_ctl", verb, "--pgdata", _data, "--mode", "immediate", "--wait", "--silent", "--log", _folder["log"],
        "--options", $"-c listen_addresses='' -c unix_socket_directories='{_folder.Path}' -c fsync=off");

    private void RunHere(string program, params string[] arguments)
    {
        var path = Path.Combine(RequiresPostgresFactAttribute.Programs, program);
        if (IsRoot)
        {
            Run("setpriv", [$"--reuid={Owner}", $"--regid={Owner}", "--init-groups", path, .. arguments]);
        }
        else
        {
            Run(path, arguments);
        }
    }

    private void Run(string program, params string[] arguments)
    {
        // What it starts keeps its output open; so a file takes it, as a pipe would never end.
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder.Path };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
