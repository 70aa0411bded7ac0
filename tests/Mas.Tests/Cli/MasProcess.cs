using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Mas.Tests.Cli;

/// <summary>The command, or another program of Mas, as a process of its own.</summary>
internal sealed class MasProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly StringBuilder _outputSoFar = new();
    private readonly StringBuilder _errorSoFar = new();
    private readonly Task<string> _error;

    private MasProcess(
        string program, string folder, IEnumerable<string> arguments, IEnumerable<string> variables)
    {
        string[] command = program.EndsWith(".dll", StringComparison.Ordinal)
            ? ["dotnet", program, .. arguments] : [program, .. arguments];

        // A shell starts background jobs with SIGINT ignored, and their children inherit it: undone for this process.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", .. variables, .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        _process = Process.Start(start)!;
        _output = Collect(_process.StandardOutput, _outputSoFar);
        _error = Collect(_process.StandardError, _errorSoFar);
    }

    /// <summary>The command, as it was built beside the tests.</summary>
    private static string Command => Path.Combine(AppContext.BaseDirectory, "mas.dll");

    internal static MasProcess Start(params IEnumerable<string> arguments) => new(Command, "", arguments, []);

    /// <summary>Starts another program than the command: a library that dotnet runs, or a file of its own.</summary>
    internal static MasProcess StartProgram(string path, params IEnumerable<string> arguments) =>
        new(path, "", arguments, []);

    /// <summary>Starts it with another working folder than the tests', and with variables of the environment.</summary>
    internal static MasProcess StartIn(
        string folder, IEnumerable<string> variables, params IEnumerable<string> arguments) =>
        new(Command, folder, arguments, variables);

    /// <summary>Runs to the end.</summary>
    internal static CommandRun Run(params IEnumerable<string> arguments) => RunIn([], arguments);

    /// <summary>Runs to the end, with variables of the environment, each as <c>NAME=value</c>.</summary>
    internal static CommandRun RunIn(IEnumerable<string> variables, params IEnumerable<string> arguments)
    {
        using var process = StartIn("", variables, arguments);
        return process.End();
    }

    internal bool HasEnded => _process.HasExited;

    /// <summary>What it has written to standard output until now.</summary>
    internal string OutputSoFar => SoFar(_outputSoFar);

    /// <summary>What it has written to standard error until now.</summary>
    internal string ErrorSoFar => SoFar(_errorSoFar);

    /// <summary>Kill -9.</summary>
    internal void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Ctrl-C.</summary>
    internal void Interrupt() => _ = Signal(_process.Id, number: 2);

    /// <summary>Kill -9 for the processes it has started.</summary>
    /// <returns>How many.</returns>
    internal int KillChildren()
    {
        // By their parent: the lists a thread has of its own children change hands when one ends in between.
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && IsChild(id)).ToArray();
        foreach (var child in children)
        {
            _ = Signal(child, number: 9);
        }

        return children.Length;
    }

    /// <summary>Takes the processor away from it, until <see cref="Continue"/>.</summary>
    internal void Pause() => _ = Signal(_process.Id, number: 19);

    /// <summary>Gives it the processor back.</summary>
    internal void Continue() => _ = Signal(_process.Id, number: 18);

    /// <summary>Waits for the end.</summary>
    /// <exception cref="TimeoutException">It does not end.</exception>
    internal CommandRun End()
    {
        if (!_process.WaitForExit(Patience.Whole))
        {
            Kill();
            throw new TimeoutException(
                $"{string.Join(' ', _process.StartInfo.ArgumentList)} does not end:\n{_error.Result}");
        }

        return new CommandRun(_process.ExitCode, _output.Result, _error.Result);
    }

    /// <summary>Waits, looking again and again, until something is so, the process has ended or patience has.</summary>
    /// <param name="condition">What is waited for.</param>
    /// <param name="glance">The pause between two looks; null = <see cref="Patience.Glance"/>.</param>
    /// <returns>Whether it was so before that.</returns>
    internal bool Until(Func<bool> condition, TimeSpan? glance = null)
    {
        for (var end = Patience.End; !HasEnded && !end.IsCancellationRequested; Thread.Sleep(glance ?? Patience.Glance))
        {
            if (condition())
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        if (!HasEnded)
        {
            Kill();
        }

        _process.Dispose();
    }

    private static string SoFar(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    private static async Task<string> Collect(StreamReader reader, StringBuilder text)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is var read and > 0)
        {
            lock (text)
            {
                text.Append(buffer, 0, read);
            }
        }

        return SoFar(text);
    }

    private bool IsChild(int process)
    {
        try
        {
            // After the name, which stands in brackets: its state, its parent.
            var status = File.ReadAllText($"/proc/{process}/stat");
            return status[(status.LastIndexOf(')') + 2)..].Split(' ')[1]
                == _process.Id.ToString(CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It has ended since.
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int number);
}
