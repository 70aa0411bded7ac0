using System.Diagnostics;
using System.Globalization;

namespace Mas.Bench.Fleet;

/// <summary><c>mas serve</c> as a process of its own, so that its memory and its processor time are its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const string Serving = " at ";

    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    internal Uri Address { get; }

    /// <summary>Processor time so far.</summary>
    internal TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Memory that is resident now, in bytes.</summary>
    internal long Memory => Status("VmRSS");

    /// <summary>The most memory that was resident at once, in bytes.</summary>
    internal long PeakMemory => Status("VmHWM");

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="mas">The path of <c>mas.dll</c>.</param>
    /// <param name="arguments">What stands behind <c>mas serve</c>.</param>
    /// <exception cref="InvalidOperationException">It ends instead.</exception>
    internal static ServerProcess Start(string mas, params IEnumerable<string> arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [mas, "serve", .. arguments])
        {
            RedirectStandardOutput = true,
        })!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            var at = line.LastIndexOf(Serving, StringComparison.Ordinal);
            if (at >= 0 && Uri.TryCreate(line[(at + Serving.Length)..].TrimEnd('.'), UriKind.Absolute, out var address))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new ServerProcess(process, address);
            }
        }

        throw new InvalidOperationException("The server has ended before it listened; what it said stands above.");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private long Status(string name) => long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture) * 1024;
}
