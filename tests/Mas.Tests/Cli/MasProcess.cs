using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Mas.Tests.Cli;

/// <summary>The command as a process of its own, as it was built beside the tests.</summary>
internal sealed class MasProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private MasProcess(IEnumerable<string> arguments)
    {
        // A shell starts background jobs with SIGINT ignored, and their children inherit it: undone for this process.
        string[] command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "mas.dll"), .. arguments];
        var start = new ProcessStartInfo("env", ["--default-signal=INT", .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    internal static MasProcess Start(params IEnumerable<string> arguments) => new(arguments);

    /// <summary>Runs to the end.</summary>
    internal static CommandRun Run(params IEnumerable<string> arguments)
    {
        using var process = Start(arguments);
        return process.End();
    }

    internal bool HasEnded => _process.HasExited;

    /// <summary>Kill -9.</summary>
    internal void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Ctrl-C.</summary>
    internal void Interrupt() => _ = Signal(_process.Id, number: 2);

    /// <summary>Kill -9 for the processes it has started.</summary>
    internal void KillChildren()
    {
        foreach (var thread in Directory.EnumerateDirectories($"/proc/{_process.Id}/task"))
        {
            foreach (var child in File.ReadAllText(Path.Combine(thread, "children"))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                _ = Signal(int.Parse(child, CultureInfo.InvariantCulture), number: 9);
            }
        }
    }

    /// <summary>Takes the processor away from it, until <see cref="Continue"/>.</summary>
    internal void Pause() => _ = Signal(_process.Id, number: 19);

    /// <summary>Gives it the processor back.</summary>
    internal void Continue() => _ = Signal(_process.Id, number: 18);

    /// <summary>Waits for the end.</summary>
    internal CommandRun End()
    {
        _process.WaitForExit();
        return new CommandRun(_process.ExitCode, _output.Result, _error.Result);
    }

    /// <summary>Waits, looking again and again, until something is so or the process has ended.</summary>
    /// <returns>Whether it was so before the process ended.</returns>
    internal bool Until(Func<bool> condition)
    {
        while (!HasEnded)
        {
            if (condition())
                return true;
            Thread.Sleep(1);
        }

        return false;
    }

    public void Dispose()
    {
        if (!HasEnded)
            Kill();
        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int number);
}
