using System.Net.Sockets;
using Mas.Learning;
using Mas.Server.Audit;
using Mas.Server.Certificates;
using Mas.Server.Endpoints;
using Mas.Server.Metrics;
using Mas.Server.Orders;
using Mas.Server.Policy;
using Mas.Server.Queue;
using Mas.Server.Refusals;
using Mas.Server.Security;
using Mas.Server.Storage;
using Mas.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mas.Server;

/// <summary>
/// The server of a fleet: operators submit tasks to its queue, devices join it and ask it for orders. Without a
/// certificate it listens to this machine alone, or to a proxy that has one.
/// </summary>
public sealed class FleetServer : IAsyncDisposable
{
    // Refusals of one address in a minute, and of all, that the log tells of one by one.
    private const int RefusalsLogged = 20;
    private const int MostRefusalsLogged = 200;

    private readonly WebApplication _application;
    private readonly FileStream _held;
    private readonly AddressLimits _addresses;
    private readonly RefusalRecorder _refusals;
    private readonly RefusalSamples _logged;
    private readonly FleetMeter _meter;
    private readonly Telemetry _telemetry;
    private readonly ILogger _log;
    private readonly AuditTrail _trail;
    private DailySweep? _sweep;

    private FleetServer(
        FleetOptions options, FileStream held, FleetStore store, AuditTrail trail, QueueStore queue, DeviceBook devices,
        TimeProvider time)
    {
        (_held, Store, _trail) = (held, store, trail);
        _refusals = new RefusalRecorder(trail, time);
        _logged = new RefusalSamples(RefusalsLogged, MostRefusalsLogged, time);
        Orders = new OrderBook(Store, options.Orders, time);
        Fleet = new Fleet(Store, queue, devices, Orders, options.Queue.Resolved, options.Directory, time);
        _meter = new FleetMeter(Fleet, Orders, devices);
        _telemetry = new Telemetry();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        var keys = new OperatorKeys(Store, trail, time);
        if (options.OpenId is { Audience: not null } openId)
        {
            AccessTokens.AddTo(builder.Services, openId);
        }

        builder.Services.AddSingleton(Fleet);
        builder.Services.AddSingleton(keys);
        builder.Services.AddSingleton(trail);
        builder.Services.AddSingleton(_refusals);
        OpenApiEndpoint.Add(builder.Services);
        ServerLog.Add(builder.Logging, options.JsonLog);
        _addresses = new AddressLimits(options.Limits, time);
        builder.Services.AddSingleton(_addresses);
        var certificate = options.Certificate is { } shown ? new CertificateWatch(shown, time) : null;
        Listening.Add(builder, options, certificate, _addresses);
        options.Building?.Invoke(builder);
        _application = builder.Build();
        if (options.Proxies.Count > 0)
        {
            _application.UseForwardedHeaders();
        }

        _application.Use(Refuse);
        _log = _application.Services.GetRequiredService<ILogger<FleetServer>>();
        if (certificate is not null)
        {
            certificate.Note = sentence => ServerLog.Changed(_log, sentence);
        }

        var limits = new DeviceLimits(options.Limits, time);
        Guard = new RequestGuard(
            devices, limits, _addresses, new OwnNames(options.Authority, certificate), options.Limits,
            options.ClientAuthority is not null, time);
        Uploads = new Uploads(Store.Models);
        new DeviceEndpoints(
            Store, devices, Guard, limits, Orders, options.Orders, Uploads, time).Map(_application);
        HealthEndpoints.Map(_application, new ServerHealth(Fleet, Store, options.Directory, time));
        new OperatorEndpoints(
            Fleet, new OperatorGuard(keys, _addresses, options.OpenId, time), trail).Map(_application);
        OpenApiEndpoint.Map(_application);
        options.Built?.Invoke(_application);
    }

    /// <summary>Where devices and operators find it.</summary>
    public Uri Address => new(_application.Services.GetRequiredService<IServer>().Features
        .GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    /// <summary>What was submitted, what runs, who is there.</summary>
    public Fleet Fleet { get; }

    /// <summary>What it must never forget.</summary>
    internal FleetStore Store { get; }

    /// <summary>Who waits for what.</summary>
    internal OrderBook Orders { get; }

    /// <summary>Who is let in.</summary>
    internal RequestGuard Guard { get; }

    /// <summary>What is on its way to it.</summary>
    internal Uploads Uploads { get; }

    /// <summary>Opens a fleet's folder, begins to listen, and goes on with all that has not ended.</summary>
    /// <param name="options">Folder, port and terms.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="InputException">
    /// The folder, the database or the port cannot be used, or traffic or metrics would cross a network in the clear.
    /// </exception>
    public static async Task<FleetServer> Start(FleetOptions options, TimeProvider time)
    {
        Listening.Check(options);
        Telemetry.Check();
        var server = await Make(options, time);
        try
        {
            await server._application.StartAsync();
        }
        catch (Exception taken) when (taken is IOException or SocketException)
        {
            await server.DisposeAsync();
            throw new InputException(
                $"The server cannot listen on --address {options.Address} --port {options.Port}: "
                + taken.Message, taken);
        }

        server._refusals.Begin();
        server.Fleet.Begin();
        server._sweep = new DailySweep(
            new Pruning(server.Store, server._trail, options.Directory, time), options.Queue.Policy.Retention(),
            server.Fleet.Pruned, server.Fleet.Note, time);
        return server;
    }

    /// <summary>Removes from a fleet what has ended long ago, whether the server runs or not.</summary>
    /// <param name="directory">The fleet's folder.</param>
    /// <param name="keep">How long ended runs are kept.</param>
    /// <param name="dryRun">Whether nothing is removed, and only told what would be.</param>
    /// <param name="time">The clock.</param>
    /// <param name="database">As <see cref="FleetOptions.Database"/>.</param>
    /// <exception cref="InputException">The folder or the database cannot be had.</exception>
    /// <exception cref="IOException">The database stays away, or a folder cannot be removed.</exception>
    public static Task<Pruned> Prune(
        string directory, Retention keep, bool dryRun, TimeProvider time, string? database = null)
    {
        var store = new FleetStore(directory, database, time: time);
        var pruning = new Pruning(store, new AuditTrail(store, directory, time), directory, time);
        return dryRun
            ? pruning.Look(keep) : pruning.Run(keep, what => AuditNote.OfCommand(AuditDeed.Prune, $"{what}"));
    }

    /// <summary>Interrupts all runs where they can be taken up again, ends every poll and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _sweep, null) is { } sweep)
        {
            await sweep.DisposeAsync();
        }

        await Fleet.DisposeAsync();
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _application.StopAsync(atOnce.Token);
        await _application.DisposeAsync();
        await _refusals.DisposeAsync();
        _telemetry.Dispose();
        _meter.Dispose();
        await _held.DisposeAsync();
    }

    /// <summary>A server on its folder, which is checked and swept; it does not listen yet.</summary>
    private static async Task<FleetServer> Make(FleetOptions options, TimeProvider time)
    {
        var held = FleetStore.Hold(options.Directory);
        try
        {
            var store = new FleetStore(options.Directory, options.Database, options.Store, time);
            store.CheckWhole(options.Directory);
            await store.CheckWriting(options.Directory);
            var queue = await QueueStore.Load(store);
            await queue.Sweep(time.GetUtcNow());
            await store.Sweep();
            var trail = new AuditTrail(store, options.Directory, time);
            await trail.CheckWriting();
            var devices = await DeviceBook.Load(store, trail, time, Silence(options.Orders.Lease));
            return new FleetServer(options, held, store, trail, queue, devices, time);
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }

    /// <summary>For how long a device may say nothing: one at work speaks at every third of its lease.</summary>
    private static TimeSpan Silence(TimeSpan lease)
    {
        var polls = TimeSpan.FromSeconds(2 * Protocol.LongestPollSeconds);
        return lease > polls ? lease : polls;
    }

    /// <summary>Has the audit trail tell of a refusal, where its endpoint is one that the trail tells of.</summary>
    private void Record(HttpContext context, Refusal refusal)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<EndpointDescription>()?.Recorded is { } deed
            && (refusal.IsOfStranger || refusal.Status is StatusCodes.Status403Forbidden
                || deed is not (AuditDeed.Request or AuditDeed.Read)))
        {
            _refusals.Refused(
                new AuditNote(
                    deed, Caller.Name(context), Caller.Address(context), context.Request.Path.Value ?? "",
                    refusal.Message),
                Caller.Network(context));
        }
    }

    /// <summary>Turns refusals into answers, and faults into one that says no more than that there was one.</summary>
    private async Task Refuse(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Refusal refusal) when (!context.Response.HasStarted)
        {
            if (context.Features.Get<DeviceRow>() is { } device)
            {
                Orders.Contributions.Refused(device.Client);
            }

            var told = refusal.IsOfStranger ? _addresses.Count(context, refusal) : refusal;
            if (_logged.Take(Caller.Network(context), out var over))
            {
                ServerLog.Refused(_log, context, told);
            }

            if (over is not null)
            {
                ServerLog.LeftOut(_log, over.Most, $"{over}");
            }

            Record(context, told);
            if (told.Status == StatusCodes.Status429TooManyRequests
                && context.Features.Get<Visitor>()?.IsAbortedBy429() == true)
            {
                return;
            }

            if (told.RetryAfter is { } wait)
            {
                context.Response.Headers.RetryAfter = $"{Math.Ceiling(wait.TotalSeconds)}";
            }

            if (told.ClosesConnection)
            {
                context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
            }

            await Bodies.Refuse(context.Response, told.Status, told.Message);
        }
        catch (Exception fault) when (fault is BadHttpRequestException or EndOfStreamException
            && !context.Response.HasStarted)
        {
            await Bodies.Refuse(context.Response, StatusCodes.Status400BadRequest, "The request cannot be read.");
        }
        catch (Exception gone) when (gone is OperationCanceledException or ConnectionResetException)
        {
            // The caller has gone; no answer is sent.
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            Store.Outages.Failed(fault);
            ServerLog.Failed(_log, context, fault);
            await Bodies.Refuse(
                context.Response, StatusCodes.Status500InternalServerError,
                "The server has failed at this request; its log says how. Ask again later.");
        }
    }
}
