using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Mas.Device.Connections;
using Mas.Device.Keys;
using Mas.Device.Limits;
using Mas.Device.Work;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Files;
using Mas.Learning.Tasks;
using Mas.Wire;
using Mas.Wire.Documents;
using Mas.Wire.Signatures;

namespace Mas.Device;

/// <summary>
/// A device at work: it joins, asks for orders, carries them out on views that never leave it, and sends updates. It
/// opens every connection itself and listens to nothing.
/// </summary>
public sealed class DeviceAgent : IDisposable
{
    private const double LongestLeaseSeconds = 86400;
    private const int ShortId = 8;

    // One that was told to stop ends its batch, hands back its order and lets go of the folder.
    private static readonly TimeSpan Succession = TimeSpan.FromSeconds(15);

    // Heard of so often, a device that rests is not thought to be away.
    private static readonly TimeSpan RestsFor = TimeSpan.FromSeconds(Protocol.LongestPollSeconds);

    private readonly DeviceOptions _options;
    private readonly TimeProvider _time;
    private readonly FileStream _held;
    private readonly ECDsa _key;
    private readonly JoinMark _joined;
    private readonly ServerConnection _server;
    private readonly ModelCache _models;
    private readonly DeviceData _data;
    private readonly OrderWork _work;
    private readonly DailyUsage _day;
    private readonly OrderLog _log;
    private string? _leftOut;

    /// <summary>Looks at the device's data and makes its folder and key where they are missing.</summary>
    /// <param name="options">What the owner says.</param>
    /// <param name="note">Called with a sentence about what goes on.</param>
    /// <param name="time">The device's clock.</param>
    /// <exception cref="InputException">
    /// Folder, address or data cannot be used, or another process works in the folder; says why.
    /// </exception>
    public DeviceAgent(DeviceOptions options, Action<string>? note, TimeProvider time)
        : this(options, note, time, new PowerSupply())
    {
    }

    internal DeviceAgent(DeviceOptions options, Action<string>? note, TimeProvider time, PowerSupply power)
    {
        (_options, _time) = (options, time);
        var route = new ServerRoute(options.Server, options.Trust, options.Certificate);
        _data = new DeviceData(options.Learning.Source(options.Source), options.Request, options.Learning);
        if (JoinDocument.ClientFault(Own.Name) is { } fault)
        {
            throw new InputException($"--building: {fault}");
        }

        NamedFolder.Create("The device's folder", options.Folder, alone: true);
        if (OwnFiles.TakeFromOthers(options.Folder))
        {
            note?.Invoke($"{options.Folder} was open to other users of this machine; now it is its owner's alone.");
        }

        _held = FolderLock.Hold(options.Folder, Succession, time);
        try
        {
            IncomingFile.Sweep(options.Folder);
            _key = DeviceKey.LoadOrCreate(options.Folder);
        }
        catch
        {
            _held.Dispose();
            throw;
        }

        _day = new DailyUsage(options.Folder, options.Limits, power, time);
        _joined = new JoinMark(options.Folder, options.Server, DeviceId.Of(_key));
        _server = new ServerConnection(route, _key, time, note, _joined.IsSet);
        _models = new ModelCache(_server, options.Folder);
        _work = new OrderWork(_data, options.Learning, options.Folder, options.Threads, time);
        _log = new OrderLog(note, time);
        Note = note;
    }

    private Action<string>? Note { get; }

    private ShardSummary Own => _data.Own;

    private string OwnTasks => TaskMarks.Write([.. _data.Tasks.Select(task => task.Mark)]);

    /// <summary>
    /// Works until told to stop, which it does between two batches, handing back what it was at. A server that has never
    /// taken the device ends it with a refusal. From one that has, a refusal is trouble that passes: a maintenance page, a
    /// database that is restored. The device then asks again, for days, less and less often.
    /// </summary>
    /// <exception cref="RefusedException">The server has never taken this device, and does not now; says why.</exception>
    /// <exception cref="BlockedException">Something in between keeps it from a server that has never taken it; says what.</exception>
    /// <exception cref="InputException">Its data have become unusable; the message says why.</exception>
    /// <exception cref="UntrustedServerException">What answers there is not this server, and never was; says why.</exception>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public async Task Run(CancellationToken cancellation)
    {
        var speed = OwnSpeed.LoadOrMeasure(
            _options.Folder, _data.Tasks, _options.Learning, _options.Threads, _time, cancellation);
        var pauses = new RetryPauses(RetryPolicy.Orders, _time);
        var (rests, isTaken, isGreeted) = (_day.Rests, false, false);
        while (true)
        {
            try
            {
                if (!isTaken)
                {
                    await Arrive(Statement(speed, rests), cancellation);
                }

                isTaken = true;
                if (!isGreeted)
                {
                    Greet();
                }

                isGreeted = true;
                if ((rests ??= _day.Rests) is not null)
                {
                    await Rest(rests, speed, cancellation);
                }

                rests = null;
                using var answer = await _server.Send(
                    HttpMethod.Get, $"{Paths.Orders}?wait={Protocol.LongestPollSeconds}", [], cancellation,
                    RetryPolicy.Idle);
                Hear(Header(answer, Protocol.LeftOutHeader));
                if (answer.StatusCode == HttpStatusCode.NoContent || await Answer(answer, cancellation))
                {
                    pauses.Reset();
                }
                else
                {
                    await pauses.Wait(cancellation);
                }
            }
            catch (Exception trouble) when (_joined.IsSet
                && trouble is RefusedException or BlockedException or UntrustedServerException)
            {
                // Where its key is not known any more, the token may be: the server has another database.
                isTaken &= trouble is not RefusedException;
                _server.Troubles.Tell(trouble.Message);
                await pauses.Wait(cancellation);
            }
        }
    }

    /// <summary>Frees the memory; the key and the models stay in the folder.</summary>
    public void Dispose()
    {
        _work.Dispose();
        _data.Dispose();
        _server.Dispose();
        _key.Dispose();
        _held.Dispose();
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) && values.ToArray() is [var value] ? value : null;

    /// <summary>Joins or, where it has done so, says what it has.</summary>
    private async Task Arrive(StatementDocument statement, CancellationToken cancellation)
    {
        try
        {
            if (_options.Token is { } token)
            {
                await Join(token, statement, cancellation);
            }
            else
            {
                await State(statement, cancellation);
            }
        }
        catch (RefusedException) when (_joined.IsSet && _options.Token is not null)
        {
            // A token that has served its time is no reason to refuse a key that is known.
            await State(statement, cancellation);
        }

        _joined.Set();
    }

    /// <summary>What it can learn: the tasks that are listed, or else its fields; of columns, each run says what.</summary>
    private string Offer => _data.ColumnSource is { } source ? $"data of the kind {source}"
        : _data.Tasks.Count > 0 ? $"tasks {OwnTasks}" : $"fields {string.Join(", ", Own.Fields)}";

    private void Greet() => Note?.Invoke(
        $"{Own.Name} {(_options.Token is null ? "works for" : "has joined")} {_options.Server} as device "
        + $"{DeviceId.Of(_key)[..ShortId]}: {Offer}, {Plural.Of(Own.Train, "example")} to train on.");

    private async Task Join(string token, StatementDocument statement, CancellationToken cancellation)
    {
        var join = new JoinDocument
        {
            Token = token,
            PublicKey = Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo()),
            Client = Own.Name,
            Fields = Own.Fields,
            TrainingViews = Own.Train,
            ValidationViews = Own.Validation,
            TestViews = Own.Test,
            Statement = statement,
        };
        using var answer = await _server.Send(
            HttpMethod.Post, Paths.Devices, join.ToBytes(), cancellation, RetryPolicy.Idle);
    }

    /// <summary>What the device has and gives now.</summary>
    private StatementDocument Statement(OwnSpeed speed, string? rests) => new()
    {
        MemoryBytes = _options.MemoryBytes,
        Cores = Math.Min(_options.Threads, Environment.ProcessorCount),
        OperationsPerSecond = speed.OperationsPerSecond,
        OnBattery = _day.OnBattery,
        Metered = _options.Metered,
        SecondsADay = _options.Limits.SecondsADay,
        JoulesADay = _options.Limits.JoulesADay,
        BytesADay = _options.Limits.BytesADay,
        Rests = rests,
        Labels = _data.Labels,
        Source = _data.ColumnSource,
    };

    private async Task State(StatementDocument statement, CancellationToken cancellation)
    {
        using var answer = await _server.Send(
            HttpMethod.Put, Paths.Statement, statement.ToBytes(), cancellation, RetryPolicy.Idle);
    }

    /// <summary>Takes no orders and says why, until the reason is gone.</summary>
    private async Task Rest(string? why, OwnSpeed speed, CancellationToken cancellation)
    {
        for (var said = ""; why is not null; why = _day.Rests)
        {
            if (why != said)
            {
                Note?.Invoke($"Paused: {said = why}");
            }

            await State(Statement(speed, why), cancellation);
            await Task.Delay(RestsFor, _time, cancellation);
        }

        await State(Statement(speed, null), cancellation);
        Note?.Invoke("Takes orders again.");
    }

    /// <summary>Tells, once, why the server leaves the device out.</summary>
    private void Hear(string? leftOut)
    {
        if (leftOut is not null && leftOut != _leftOut && PlainText.Is(leftOut))
        {
            Note?.Invoke(leftOut);
        }

        _leftOut = leftOut;
    }

    /// <summary>Carries an order out, or drops it where it cannot: another may do.</summary>
    /// <returns>Whether the next may be asked for at once; after a failure it would soon fail too.</returns>
    private async Task<bool> Answer(HttpResponseMessage answer, CancellationToken cancellation)
    {
        try
        {
            return await CarryOut(answer, cancellation);
        }
        catch (Exception fault) when (fault is InvalidDataException or RefusedException or BlockedException
            || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            Note?.Invoke(fault.Message);
            return false;
        }
    }

    /// <returns>Whether the order was not failed.</returns>
    /// <exception cref="InvalidDataException">It is not what the server says it is.</exception>
    /// <exception cref="RefusedException">The server does not hear why it fails.</exception>
    private async Task<bool> CarryOut(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellation);
        var id = Sha256Name.Of(bytes);
        if (Header(answer, Protocol.OrderHeader) != id)
        {
            throw new InvalidDataException("The order is not the one the server names.");
        }

        var lease = double.TryParse(
            Header(answer, Protocol.LeaseHeader), CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 1 and <= LongestLeaseSeconds
            ? TimeSpan.FromSeconds(seconds) : throw new InvalidDataException("The order has no lease.");
        OrderDocument order;
        try
        {
            order = OrderDocument.Parse(bytes);
        }
        catch (InvalidDataException unusable)
        {
            await Refuse(id, unusable.Message, cancellation);
            return false;
        }

        if (_options.Limits.Refusal(order.Training?.Cohort) is { } refusal)
        {
            await Refuse(id, refusal, cancellation);
            return true;
        }

        return await new LentOrder(id, order, lease, _server, _day, _log, _time).CarryOut(_models, _work, cancellation);
    }

    /// <summary>Tells the server that an order will not be carried out: it would be sent again and again.</summary>
    private async Task Refuse(string id, string why, CancellationToken cancellation)
    {
        Note?.Invoke(why);
        using var told = await _server.Send(
            HttpMethod.Put, Paths.Failure(id), FailureDocument.Of(why, 0).ToBytes(), cancellation,
            RetryPolicy.FailureReport);
    }
}
