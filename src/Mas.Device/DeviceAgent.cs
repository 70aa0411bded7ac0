using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Mas.Device.Connections;
using Mas.Device.Keys;
using Mas.Device.Work;
using Mas.Learning;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Device;

/// <summary>
/// A device at work: it joins, asks for orders, carries them out on views that never leave it, and sends updates. It
/// opens every connection itself and listens to nothing.
/// </summary>
public sealed class DeviceAgent : IDisposable
{
    private const double LongestLeaseSeconds = 86400;

    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly DeviceOptions _options;
    private readonly TimeProvider _time;
    private readonly ECDsa _key;
    private readonly ServerConnection _server;
    private readonly ModelCache _models;
    private readonly OwnViews _own;
    private readonly DeviceData _data;
    private readonly OrderWork _work;

    /// <summary>Looks at the device's data and makes its folder and key where they are missing.</summary>
    /// <param name="options">What the owner says.</param>
    /// <param name="note">Called with a sentence about what goes on.</param>
    /// <param name="time">The device's clock.</param>
    /// <exception cref="InputException">Folder, address or data cannot be used; says why.</exception>
    public DeviceAgent(DeviceOptions options, Action<string>? note, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _own = OwnViews.Find(options.Data, options.Building, options.Tasks);
        Directory.CreateDirectory(options.Folder);
        _key = DeviceKey.LoadOrCreate(options.Folder);
        _server = new ServerConnection(options.Server, options.Trust, _key, time) { Note = note };
        _models = new ModelCache(_server, options.Folder);
        _data = new DeviceData(options.Data, _own);
        _work = new OrderWork(_data, options.Folder, options.Threads, time);
        Note = note;
    }

    private Action<string>? Note { get; }

    /// <summary>Works until told to stop, which it does between two batches, handing back what it was at.</summary>
    /// <exception cref="RefusedException">The server does not take this device; says why.</exception>
    /// <exception cref="UntrustedServerException">Whoever answers there is not this server; says why.</exception>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public async Task Run(CancellationToken cancellation)
    {
        if (_options.Token is not null)
            await Join(_options.Token, cancellation);
        Note?.Invoke($"{_own.Building.Name} works for {_options.Server} on {_own.Building.Train} views.");
        while (true)
        {
            using var answer = await _server.Send(
                HttpMethod.Get, $"{Paths.Orders}?wait={Protocol.LongestPollSeconds}", [], cancellation);
            if (answer.StatusCode != HttpStatusCode.NoContent)
                await Answer(answer, cancellation);
        }
    }

    /// <summary>Frees the memory; the key and the models stay in the folder.</summary>
    public void Dispose()
    {
        _work.Dispose();
        _data.Dispose();
        _server.Dispose();
        _key.Dispose();
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) && values.ToArray() is [var value] ? value : null;

    private async Task Join(string token, CancellationToken cancellation)
    {
        var join = new JoinDocument
        {
            Token = token,
            PublicKey = Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo()),
            Client = _own.Building.Name,
            Tasks = string.Concat(_own.Tasks.Select(task => task.Letter)),
            TrainingViews = _own.Building.Train,
            ValidationViews = _own.Building.Validation,
            TestViews = _own.Building.Test,
        };
        using var answer = await _server.Send(HttpMethod.Post, Paths.Devices, join.ToBytes(), cancellation);
    }

    /// <summary>Carries an order out, or lets it be where it cannot: another may do.</summary>
    private async Task Answer(HttpResponseMessage answer, CancellationToken cancellation)
    {
        try
        {
            await CarryOut(answer, cancellation);
        }
        catch (RefusedException refused) when (refused.Status is HttpStatusCode.Gone or HttpStatusCode.NotFound)
        {
            Note?.Invoke(refused.Message);
        }
        catch (Exception fault) when (fault is InvalidDataException
            or RefusedException { Status: HttpStatusCode.Conflict })
        {
            // The server may well send it again.
            Note?.Invoke(fault.Message);
            await Task.Delay(Pause, _time, cancellation);
        }
    }

    private async Task CarryOut(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellation);
        var id = Sha256Name.Of(bytes);
        if (Header(answer, Protocol.OrderHeader) != id)
            throw new InvalidDataException("The order is not the one the server names.");
        var lease = double.TryParse(
            Header(answer, Protocol.LeaseHeader), CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 1 and <= LongestLeaseSeconds
            ? TimeSpan.FromSeconds(seconds) : throw new InvalidDataException("The order has no lease.");
        var order = OrderDocument.Parse(bytes);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var renewing = Renew(id, lease / 3, over);
        try
        {
            var model = await _models.Fetch(order.Model, over.Token);
            var update = await Task.Run(() => _work.CarryOut(order, model, over.Token), over.Token);
            if (update.Trained?.Weights is { } weights)
                await _server.SendFile(Paths.Weights(id), _work.WeightsPath, weights.Sha256, over.Token);
            using var thanks = await _server.Send(HttpMethod.Put, Paths.Update(id), update.ToBytes(), over.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Note?.Invoke("The order is over; asking for the next.");
        }
        catch (OperationCanceledException)
        {
            await renewing;
            await HandBack(id);
            throw;
        }
        finally
        {
            await over.CancelAsync();
            await renewing;
        }
    }

    /// <summary>Says again and again that the device is still at it; where the order is over, ends the work.</summary>
    private async Task Renew(string id, TimeSpan every, CancellationTokenSource over)
    {
        try
        {
            while (true)
            {
                await Task.Delay(every, _time, over.Token);
                using var answer = await _server.Send(HttpMethod.Put, Paths.Lease(id), [], over.Token);
            }
        }
        catch (RefusedException)
        {
            await over.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The order is done.
        }
    }

    /// <summary>Tells the server not to wait, unless that takes too long: then the lease lapses.</summary>
    private async Task HandBack(string id)
    {
        using var soon = new CancellationTokenSource(Farewell, _time);
        try
        {
            using var answer = await _server.Send(HttpMethod.Delete, Paths.Lease(id), [], soon.Token);
        }
        catch (Exception late) when (late is OperationCanceledException or RefusedException)
        {
            // Nobody waits for it any more, or nobody can be told.
        }
    }
}
