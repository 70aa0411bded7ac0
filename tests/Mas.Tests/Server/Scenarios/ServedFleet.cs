using Mas.Cli.Fleets;
using Mas.Cli.Parsing;
using Mas.Device.Connections;
using Mas.Tests.Cli;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Scenarios;

/// <summary>A server in a process of its own, and an operator with a key.</summary>
internal sealed class ServedFleet : IDisposable
{
    private readonly string _folder;
    private readonly MasProcess _server;
    private readonly Uri _address;
    private readonly OperatorConnection _operator;

    /// <summary>Starts the server.</summary>
    /// <param name="folder">The fleet's folder.</param>
    /// <param name="options">Further options of <c>mas serve</c>.</param>
    internal ServedFleet(string folder, params IEnumerable<string> options)
    {
        _folder = folder;
        var port = ProcessFleet.FreePort();
        _address = new Uri($"http://127.0.0.1:{port}");
        _server = MasProcess.Start(["serve", "--fleet", folder, "--port", $"{port}", .. options]);
        _operator = Operator("ann", "read,submit");
    }

    /// <summary>An operator of certain scopes.</summary>
    internal OperatorConnection Operator(string name, string scopes) => new(new ServerAccess(
        _address, ServerTrust.OfSystem,
        CommandRun.Of("key", "--fleet", _folder, "--name", name, "--scopes", scopes).Out.Trim()));

    /// <summary>A device that has joined and does nothing.</summary>
    internal async Task<SignedClient> Join(string client, string tasks, StatementDocument? said)
    {
        await Until(_ => true);
        var device = new SignedClient(_address);
        var token = FleetOwner.Token(_folder, client);
        Assert.Equal((204, ""), await device.Join(token, client, tasks, statement: said));
        return device;
    }

    /// <summary>Submits as an operator who may read and submit.</summary>
    internal Task<string> Submit(SubmissionDocument asked) => _operator.Submit(asked, Patience.End);

    /// <summary>Waits until the status is so.</summary>
    /// <exception cref="TimeoutException">It does not come to be so, or the server has ended.</exception>
    internal async Task<FleetStatus> Until(Func<FleetStatus, bool> isSo)
    {
        for (var end = Patience.End; !end.IsCancellationRequested && !_server.HasEnded;)
        {
            try
            {
                if (await _operator.Status(end) is var status && isSo(status))
                {
                    return status;
                }
            }
            catch (IOException)
            {
                // It does not listen yet.
            }

            await Task.Delay(Patience.Glance);
        }

        throw new TimeoutException(
            _server.HasEnded ? $"The server has ended: {_server.End().Error}" : "It stands still.");
    }

    public void Dispose()
    {
        _operator.Dispose();
        _server.Dispose();
    }
}
