using System.Diagnostics;
using System.Globalization;

namespace Mas.Cli.Fleets;

/// <summary>
/// Devices as processes of their own on this machine. They end when this one does, however it ends: each stops when its
/// standard input closes.
/// </summary>
internal sealed class DeviceProcesses : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly List<Process> _processes = [];
    private readonly Action<string>? _note;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private volatile bool _ending;

    /// <summary>No devices yet.</summary>
    /// <param name="note">Called with what a device says when it ends by itself.</param>
    internal DeviceProcesses(Action<string>? note) => _note = note;

    /// <summary>Done once every device has ended.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>Starts a device.</summary>
    /// <param name="building">Its building.</param>
    /// <param name="token">The token it joins with.</param>
    /// <param name="arguments">What else stands behind <c>mas device</c>.</param>
    internal void Start(string building, string token, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // As a framework-dependent program, mas is a library that dotnet runs.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(CommandLine).Assembly.Location);
        }

        string[] all = ["device", "--building", building, "--until-input-ends", .. arguments];
        foreach (var argument in all)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[EnvironmentVariables.Token] = token;
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var last = "";
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => last = line.Data ?? last;
        process.Exited += (_, _) =>
        {
            if (!_ending)
            {
                _note?.Invoke(string.Create(
                    CultureInfo.InvariantCulture, $"The device of {building} ended ({process.ExitCode}): {last}"));
            }

            if (Interlocked.Decrement(ref _running) == 0)
            {
                _ended.TrySetResult();
            }
        };
        Interlocked.Increment(ref _running);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _processes.Add(process);
    }

    /// <summary>Tells every device to stop, and ends those that do not.</summary>
    public void Dispose()
    {
        _ending = true;
        foreach (var process in _processes)
        {
            process.StandardInput.Close();
        }

        foreach (var process in _processes)
        {
            if (!process.WaitForExit(Patience))
            {
                process.Kill();
            }

            process.Dispose();
        }
    }
}
