using System.Globalization;
using Mas.Cli.Parsing;
using Mas.Cli.Showing;
using Mas.Dashboard;
using Mas.Device.Connections;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Server;
using Mas.Server.Queue;
using Mas.Server.Security;
using Mas.Wire.Documents;

namespace Mas.Cli.Fleets;

/// <summary>
/// A server in this process, devices in processes of their own, and submissions through the operators' access.
/// </summary>
/// <param name="terminal">Where to show it.</param>
/// <param name="options">What the server is started with.</param>
/// <param name="sets">The task sets to submit; where submissions have not ended, those are gone on with
/// instead.</param>
/// <param name="fetched">The folder the models are put into; null = one in the fleet's folder.</param>
/// <param name="json">Whether standard output belongs to the status at the end alone.</param>
internal sealed class LocalFleet(
    Terminal terminal, FleetOptions options, IReadOnlyList<string> sets, string? fetched, bool json)
{
    private const string Operator = "mas fleet";
    private static readonly TimeSpan _glance = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _tokenIsGood = TimeSpan.FromHours(1);

    /// <summary>Runs until every submission has ended, or every device.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    internal async Task<int> Run(CancellationToken cancellation)
    {
        var dashboard = new FleetDashboard();
        await using var server = await FleetServer.Start(dashboard.On(options), TimeProvider.System);
        using var log = new FleetLog(terminal, json ? terminal.Error : terminal.Out, server.Fleet);
        log.Note($"Serving {options.Directory} at {server.Address}.");
        log.Note($"The dashboard, for the browser that opens it first: {dashboard.Link(server.Address)}");
        var access = new FleetAccess(options.Directory, options.Database, TimeProvider.System);
        using var devices = new DeviceProcesses(log.Note);
        await Start(devices, access, server.Address, Buildings(log.Note, cancellation));

        // One that was killed has left its key.
        await access.RevokeKey(Operator);
        var key = await access.CreateKey(Operator, [OperatorScope.Admin]);
        try
        {
            using var connection = new OperatorConnection(new ServerAccess(server.Address, ServerTrust.OfSystem, key));
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var work = Work(connection, server.Fleet, log, over.Token);
            if (await Task.WhenAny(work, devices.Ended) == work)
            {
                return await work ? ExitCode.Done : ExitCode.Failed;
            }

            await over.CancelAsync();
            await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
            terminal.Error.WriteLine(
                "All devices have exited, so no device is left to train. The same command resumes the fleet.");
            return ExitCode.Failed;
        }
        finally
        {
            await access.RevokeKey(Operator);
        }
    }

    private static bool HasEnded(SubmissionStatus submission) =>
        submission.State is QueueState.Done or QueueState.Failed or QueueState.Cancelled;

    /// <summary>Submits, waits and fetches.</summary>
    /// <returns>Whether every submission is done.</returns>
    private async Task<bool> Work(
        OperatorConnection connection, Fleet fleet, FleetLog log, CancellationToken cancellation)
    {
        SubmissionStatus[] left = [.. fleet.Status().Submissions.Where(each => !HasEnded(each))];
        List<string> ids = [.. left.Select(each => each.Id)];
        foreach (var set in Missing(left))
        {
            ids.Add(await connection.Submit(new SubmissionDocument { Tasks = set }, cancellation));
        }

        fleet.BeginRuns();
        FleetStatus status;
        while (true)
        {
            status = fleet.Status();
            if (status.Submissions.Where(each => ids.Contains(each.Id)).All(HasEnded))
            {
                break;
            }

            await Task.Delay(_glance, cancellation);
        }

        foreach (var done in status.Submissions.Where(each => ids.Contains(each.Id) && each.State == QueueState.Done))
        {
            var folder = Path.Combine(fetched ?? Path.Combine(options.Directory, "fetched"), done.Id);
            var files = await connection.Fetch(done.Id, folder, cancellation);
            log.Note($"{done.Id} ({done.Tasks}): {Plural.InWords(files.Count, "model")} fetched, in {folder}.");
        }

        terminal.Out.WriteLine(json ? FleetTables.Json(status) : FleetTables.Text(terminal, status));
        return status.Submissions.Where(each => ids.Contains(each.Id)).All(each => each.State == QueueState.Done);
    }

    /// <summary>
    /// The sets still to be submitted: all of them, or the rest if the fleet was killed while it was submitting and so
    /// has begun no run.
    /// </summary>
    private List<string> Missing(IReadOnlyList<SubmissionStatus> left)
    {
        List<string> missing = [.. sets];
        return left.All(each => each.Run is null && each.By == Operator && missing.Remove(each.Tasks)) ? missing : [];
    }

    /// <summary>The data's folder and the buildings the devices own.</summary>
    private (string Folder, IReadOnlyList<string> Names) Buildings(Action<string> note, CancellationToken cancellation)
    {
        var count = options.Queue.Devices;
        using var dataset = RunData.Open(options.Queue.Defaults, note, cancellation);
        return dataset.Shards.Count >= count
            ? (dataset.Location, [.. dataset.Shards.Take(count).Select(shard => shard.Name)])
            : throw new InputException(
                $"--devices {count} is more than the {Plural.Of(dataset.Shards.Count, "client")} of "
                + $"{dataset.Location}.");
    }

    private async Task Start(
        DeviceProcesses processes, FleetAccess access, Uri address, (string Folder, IReadOnlyList<string> Names) data)
    {
        var defaults = options.Queue.Defaults;
        string[] own = defaults.Columns is { } columns
            ? ["--source", defaults.SourceName, "--client", columns.Client!] : ["--tasks", defaults.Tasks];
        var threads = Math.Max(1, defaults.Threads / data.Names.Count);
        foreach (var name in data.Names)
        {
            processes.Start(
                name, await access.CreateToken(name, _tokenIsGood),
                ["--server", address.ToString(), "--data", data.Folder, .. own, "--folder",
                Path.Combine(options.Directory, "devices", name), "--threads",
                threads.ToString(CultureInfo.InvariantCulture), "--min-battery", "0",
                .. defaults.Cache is { } cache ? ["--cache", cache] : Array.Empty<string>()]);
        }
    }
}
