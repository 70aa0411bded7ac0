using Mas.Cli.Showing;
using Mas.Federation;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Server;
using Mas.Server.Orders;

namespace Mas.Cli.Fleets;

/// <summary>A run on a server of this process: a new one, or one that goes on.</summary>
/// <param name="terminal">Where to show it.</param>
/// <param name="options">What to run, as <see cref="Settle"/> gives it.</param>
/// <param name="json">Whether standard output belongs to the result alone.</param>
/// <param name="again">The command that goes on with the run.</param>
internal sealed class FleetRun(Terminal terminal, RunOptions options, bool json, string again)
{
    private string Out => options.Out!;

    private bool GoesOn => IsThere(Out);

    /// <summary>The options of the run that is there; where there is none, those asked for, and a folder.</summary>
    internal static RunOptions Settle(RunOptions asked)
    {
        asked = asked with { Out = asked.Out ?? RunFolder.DefaultPath(asked, TimeProvider.System) };
        if (!IsThere(asked.Out))
            return asked;
        using var folder = RunFolder.Look(asked.Out);
        return folder.Options;
    }

    /// <summary>Serves until the run has ended.</summary>
    /// <param name="fleet">The fleet's folder, the devices to wait for, the port, and how long to wait.</param>
    /// <param name="beside">What goes on while the server listens, given its address; disposed at the end.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    internal int Serve(
        (string Folder, int Devices, int Port, OrderTerms Terms) fleet,
        Func<Uri, RunObserver, CancellationToken, IDisposable?> beside)
    {
        var past = Past();
        var session = new RunSession(terminal, Out, options, json) { Again = again };
        return session.Run(past, (observer, cancellation) =>
            Serve(fleet, beside, observer, cancellation).GetAwaiter().GetResult());
    }

    private async Task<RunResult> Serve(
        (string Folder, int Devices, int Port, OrderTerms Terms) fleet,
        Func<Uri, RunObserver, CancellationToken, IDisposable?> beside, RunObserver observer,
        CancellationToken cancellation)
    {
        using var folder = GoesOn ? RunFolder.Open(Out) : RunFolder.Create(options, TimeProvider.System);
        await using var server = await FleetServer.Start(
            fleet.Folder, fleet.Port, fleet.Terms, TimeProvider.System);
        using var others = beside(server.Address, observer, cancellation);
        return await server.Run(folder, fleet.Devices, observer, cancellation);
    }

    private static bool IsThere(string directory) => File.Exists(Path.Combine(directory, RunFolder.OptionsFileName));

    private IReadOnlyList<JournalEvent> Past()
    {
        if (!GoesOn)
        {
            RunFolder.CheckNew(options);
            return [];
        }

        using var folder = RunFolder.Look(Out);
        return RunHistory.Read(folder.JournalPath).Events;
    }
}
