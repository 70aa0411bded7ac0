using System.Net;
using Mas.Federation;
using Mas.Federation.Planning;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Server.Clients;
using Mas.Server.Endpoints;
using Mas.Server.Orders;
using Mas.Server.Refusals;
using Mas.Server.Security;
using Mas.Server.Storage;
using Mas.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Mas.Server;

/// <summary>
/// The server of a fleet: devices join it and ask it for orders; a run asks them through it. It listens to this machine
/// alone, where no certificate is needed.
/// </summary>
public sealed class FleetServer : IAsyncDisposable
{
    private const int MostConnections = 10_000;

    private readonly DeviceBook _devices;
    private readonly WebApplication _application;
    private readonly TimeProvider _time;
    private readonly FileStream _held;

    private FleetServer(string directory, int port, OrderTerms terms, TimeProvider time)
    {
        _time = time;
        _held = FleetStore.Hold(directory);
        Store = new FleetStore(directory);
        _devices = new DeviceBook(Store, time);
        Orders = new OrderBook(Store, terms, time);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Protocol.LongestDocument;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        _application = builder.Build();
        _application.Use(Refuse);
        var guard = new RequestGuard(_devices, time);
        new DeviceEndpoints(Store, _devices, guard, Orders, terms, time).Map(_application);
    }

    /// <summary>Where devices find it.</summary>
    public Uri Address => new(_application.Services.GetRequiredService<IServer>().Features
        .GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    /// <summary>What it must never forget.</summary>
    internal FleetStore Store { get; }

    /// <summary>Who waits for what.</summary>
    internal OrderBook Orders { get; }

    /// <summary>Opens a fleet's folder and begins to listen.</summary>
    /// <param name="directory">The fleet's folder; made where it is missing.</param>
    /// <param name="port">The port; 0 = any that is free.</param>
    /// <param name="terms">How long to wait for devices.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="InputException">The folder or the port cannot be had.</exception>
    public static async Task<FleetServer> Start(string directory, int port, OrderTerms terms, TimeProvider time)
    {
        var server = new FleetServer(directory, port, terms, time);
        try
        {
            await server._application.StartAsync();
            return server;
        }
        catch (IOException taken)
        {
            await server.DisposeAsync();
            throw new InputException($"--port {port} cannot be listened to: {taken.Message}", taken);
        }
    }

    /// <summary>Makes a one-time token with which a device can join a fleet, whether its server runs or not.</summary>
    /// <param name="directory">The fleet's folder; made where it is missing.</param>
    /// <param name="valid">How long it is good.</param>
    /// <param name="time">The clock.</param>
    public static string CreateToken(string directory, TimeSpan valid, TimeProvider time) =>
        JoinTokens.Create(new FleetStore(directory), valid, time);

    /// <summary>
    /// Runs a method on the fleet: a new run once enough devices have joined, or one that was interrupted with the
    /// clients it began with.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="devices">How many devices a new run waits for; at least 1.</param>
    /// <param name="observer">Who watches.</param>
    /// <param name="cancellation">Interrupts the run; it can be taken up again.</param>
    /// <exception cref="OperationCanceledException">The run was interrupted.</exception>
    /// <exception cref="Mas.Federation.Rounds.TooFewUpdatesException">No client of a round answered.</exception>
    public async Task<RunResult> Run(
        RunFolder folder, int devices, RunObserver observer, CancellationToken cancellation)
    {
        var run = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder.Path)));
        if (Store.Participants(run).Count == 0)
            await Gather(run, folder.Options, devices, observer, cancellation);
        ClientViews[] views =
        [
            .. Store.Participants(run).Where(row => row.TrainingViews > 0)
                .Select(row => new ClientViews(row.Client, row.TrainingViews)),
        ];
        GroupBudget.Check(folder.Options, new Planner(views, new StepCounts()));
        var clients = new FleetClients(Store, Orders, run, folder.Options.ImageSize) { Note = observer.Note };
        Orders.Busy = (order, busy) =>
        {
            if (order.Training is { } training)
                observer.ClientBusy?.Invoke(training.Stage, training.Round, order.Client, busy);
        };
        var result = await FederatedRun.Run(folder, clients, observer, _time, cancellation, views);
        Store.ForgetRun(run);
        return result;
    }

    /// <summary>Ends every poll and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _application.StopAsync(atOnce.Token);
        await _application.DisposeAsync();
        await _held.DisposeAsync();
    }

    /// <summary>Waits until devices are here that can learn the run's tasks, and settles who takes part.</summary>
    private async Task Gather(
        string run, RunOptions options, int count, RunObserver observer, CancellationToken cancellation)
    {
        observer.Note?.Invoke($"Waiting for {count} devices at {Address}.");
        while (true)
        {
            var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            void Wake() => came.TrySetResult();
            _devices.Came += Wake;
            try
            {
                DeviceRow[] able = [.. _devices.Present.Where(device => options.Tasks.All(device.Tasks.Contains))];
                if (able.Length >= count && able.Any(device => device.TrainingViews > 0))
                {
                    Store.Add(able.Select(device => new ParticipantRow
                    {
                        Run = run,
                        Client = device.Client,
                        TrainingViews = device.TrainingViews,
                        ValidationViews = device.ValidationViews,
                        TestViews = device.TestViews,
                    }));
                    return;
                }

                await came.Task.WaitAsync(cancellation);
            }
            finally
            {
                _devices.Came -= Wake;
            }
        }
    }

    /// <summary>Turns refusals into answers, and says nothing to nobody about anything else.</summary>
    private static async Task Refuse(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Refusal refusal) when (!context.Response.HasStarted)
        {
            await Bodies.Refuse(context.Response, refusal.Status, refusal.Message);
        }
        catch (Exception fault) when (fault is BadHttpRequestException or EndOfStreamException
            && !context.Response.HasStarted)
        {
            await Bodies.Refuse(context.Response, StatusCodes.Status400BadRequest, "The request cannot be read.");
        }
        catch (Exception gone) when (gone is OperationCanceledException or ConnectionResetException)
        {
            // The device has gone; there is nobody to answer.
        }
    }
}
