using System.Runtime.InteropServices;

namespace Mas.Commands;

/// <summary>
/// Ctrl-C and a polite request to end (SIGTERM), turned into a cancellation, so that work ends where it can be taken
/// up again. A second one ends the process at once, as nothing unfinished would survive either way.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Terminal _terminal;

    /// <summary>Begins to listen.</summary>
    public Interruption(Terminal terminal)
    {
        _terminal = terminal;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Take),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take),
        ];
    }

    /// <summary>Cancelled once an interruption came.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Does work and turns its cancellation into words and <see cref="ExitCode.Interrupted"/>.</summary>
    /// <param name="afterwards">What the person should know then.</param>
    /// <param name="work">The work.</param>
    public int Guard(Func<string> afterwards, Func<int> work)
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException) when (_source.IsCancellationRequested)
        {
            _terminal.Error.WriteLine($"Interrupted. {afterwards()}".TrimEnd());
            return ExitCode.Interrupted;
        }
    }

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    private void Take(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested)
        {
            Environment.Exit(ExitCode.Interrupted);
        }

        context.Cancel = true;
        _source.Cancel();
    }
}
