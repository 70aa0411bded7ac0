using System.Collections.Concurrent;
using Mas.Learning.Tasks;
using Mas.Server.Audit;
using Mas.Server.Refusals;
using Mas.Server.Storage;
using Mas.Wire.Documents;
using Mas.Wire.Signatures;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Mas.Server.Security;

/// <summary>The devices that have joined, and how one does. Thread-safe.</summary>
internal sealed class DeviceBook
{
    private readonly FleetStore _store;
    private readonly AuditTrail _trail;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, DeviceRow> _devices;
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, long Timestamp)> _seen = [];
    private readonly ConcurrentDictionary<string, StatementDocument> _said = [];
    private readonly ConcurrentDictionary<string, string> _leftOut = [];
    private readonly SemaphoreSlim _joining = new(1, 1);

    private DeviceBook(FleetStore store, AuditTrail trail, IEnumerable<DeviceRow> devices, TimeProvider time)
    {
        (_store, _trail, _time) = (store, trail, time);
        _devices = new(devices.ToDictionary(device => device.Id));
        foreach (var device in All.Where(device => device.Statement is not null))
        {
            _said[device.Id] = StatementDocument.Parse(device.Statement);
        }
    }

    /// <summary>The devices that have joined before.</summary>
    internal static async Task<DeviceBook> Load(
        FleetStore store, AuditTrail trail, TimeProvider time, TimeSpan? silence = null) =>
        new(store, trail, await store.Devices(), time) { Silence = silence ?? TimeSpan.FromMinutes(1) };

    /// <summary>Called whenever a device is here that was not, or says something new of itself.</summary>
    internal event Action? Came;

    /// <summary>For how long a device that says nothing is thought to be here; default a minute.</summary>
    internal required TimeSpan Silence { get; init; }

    /// <summary>Every device that has joined.</summary>
    internal IEnumerable<DeviceRow> All => _devices.Values;

    /// <summary>The devices that are here: a run begins with those.</summary>
    internal IEnumerable<DeviceRow> Present => All.Where(IsPresent);

    /// <summary>The device of an id as this server knows it without looking; null where none has joined.</summary>
    internal DeviceRow? Known(string id) => _devices.GetValueOrDefault(id);

    /// <summary>
    /// The device of an id; null where none has joined. Read from the database each time, so that a key that is taken
    /// back beside the server is good for nothing from then on.
    /// </summary>
    internal async Task<DeviceRow?> Find(string id)
    {
        var device = await _store.Read(database => database.Devices.AsNoTracking().SingleOrDefault(row => row.Id == id));
        if (device is not null)
        {
            return _devices[id] = device;
        }

        _devices.TryRemove(id, out _);
        _seen.TryRemove(id, out _);
        _said.TryRemove(id, out _);
        _leftOut.TryRemove(id, out _);
        return null;
    }

    /// <summary>
    /// What a device has stated of itself; null = nothing, and it is taken to be able to do anything.
    /// </summary>
    internal StatementDocument? Statement(DeviceRow device) => _said.GetValueOrDefault(device.Id);

    /// <summary>Why a device was left out when a run last began or could not, a sentence; null = it was not.</summary>
    internal string? LeftOut(DeviceRow device) => _leftOut.GetValueOrDefault(device.Id);

    /// <summary>A device was left out of a run that began or could not, or null = it was not.</summary>
    internal void LeaveOut(DeviceRow device, string? why)
    {
        if (why is null)
        {
            _leftOut.TryRemove(device.Id, out _);
        }
        else
        {
            _leftOut[device.Id] = why;
        }
    }

    /// <summary>Keeps what a device states of itself, from the next run on.</summary>
    internal async Task State(DeviceRow device, StatementDocument said)
    {
        var bytes = said.ToBytes();
        await _store.Do(database => database.Devices.Where(row => row.Id == device.Id)
            .ExecuteUpdate(set => set.SetProperty(row => row.Statement, bytes)));
        var before = Statement(device)?.ToBytes();
        _said[device.Id] = said;
        if (before is null || !before.AsSpan().SequenceEqual(bytes))
        {
            Came?.Invoke();
        }
    }

    /// <summary>When a device last signed a request; null = not since this start.</summary>
    internal DateTimeOffset? LastSeen(DeviceRow device) =>
        _seen.TryGetValue(device.Id, out var seen) ? seen.At : null;

    /// <summary>Whether a device has signed a request lately.</summary>
    internal bool IsPresent(DeviceRow device) => _seen.TryGetValue(device.Id, out var seen)
        && _time.GetElapsedTime(seen.Timestamp) <= Silence;

    /// <summary>A device has signed a request.</summary>
    internal void Saw(DeviceRow device)
    {
        var was = IsPresent(device);
        _seen[device.Id] = Now;
        if (!was)
        {
            Came?.Invoke();
        }
    }

    /// <summary>
    /// Has a device join; once more, where its answer was lost on the way or it was started anew: what it says of
    /// itself now is what counts, from the next run on.
    /// </summary>
    /// <param name="join">What it says.</param>
    /// <param name="publicKey">The key its request was signed with.</param>
    /// <param name="address">Where it came from.</param>
    /// <exception cref="Refusal">
    /// The token is not good, the client has a device already, or the device was revoked.
    /// </exception>
    internal async Task Join(JoinDocument join, byte[] publicKey, string address)
    {
        var id = DeviceId.Of(publicKey);

        // One after another, so that a token lets one in.
        await _joining.WaitAsync();
        try
        {
            // Nothing is kept of one that may not join; what it states is there before it counts as present.
            var (device, _) = await _trail.Do(
                database => Join(database, join, id, publicKey),
                joined => joined.IsNew ? new AuditNote(AuditDeed.Join, join.Client, address, id) : null);
            if (join.Statement is { } said)
            {
                _said[id] = said;
            }

            _devices[id] = device;
            _seen[id] = Now;
        }
        finally
        {
            _joining.Release();
        }

        Came?.Invoke();
    }

    private (DateTimeOffset At, long Timestamp) Now => (_time.GetUtcNow(), _time.GetTimestamp());

    /// <summary>Writes down what a device says; the token that a device brings which has joined stays good.</summary>
    private (DeviceRow Device, bool IsNew) Join(FleetDatabase database, JoinDocument join, string id, byte[] publicKey)
    {
        var device = database.Devices.SingleOrDefault(row => row.Id == id);
        var isNew = device is null;
        if (device is not null && device.Client != join.Client)
        {
            throw new Refusal(StatusCodes.Status409Conflict, "This key is another client's.");
        }

        if (device is null)
        {
            if (RevokedDevices.Include(database, id, join.Client))
            {
                throw Stranger(
                    "This device or its client was revoked; the fleet's owner can let it join again: mas revoke CLIENT --allow");
            }

            UseToken(database, join, id);
            if (database.Devices.Any(other => other.Client == join.Client))
            {
                throw new Refusal(StatusCodes.Status409Conflict, "The client has a device already.");
            }

            device = new DeviceRow
            {
                Id = id,
                Client = join.Client,
                PublicKey = publicKey,
                Tasks = TaskonomyTasks.MarksOf(join.Fields),
                TrainingViews = join.TrainingViews,
                ValidationViews = join.ValidationViews,
                TestViews = join.TestViews,
            };
            database.Devices.Add(device);
        }

        (device.FieldNames, device.TrainingViews) = (join.Fields, join.TrainingViews);
        (device.ValidationViews, device.TestViews) = (join.ValidationViews, join.TestViews);
        device.Statement = join.Statement?.ToBytes() ?? device.Statement;
        database.SaveChanges();
        return (device, isNew);
    }

    private void UseToken(FleetDatabase database, JoinDocument join, string id)
    {
        var digest = JoinTokens.Digest(join.Token);
        var token = database.Tokens.SingleOrDefault(token => token.Sha256 == digest);
        if (token is null || token.ExpiresAt < _time.GetUtcNow().ToUnixTimeSeconds())
        {
            throw Stranger("The token is not known, or it has expired.");
        }

        if (token.UsedBy is not null)
        {
            throw Stranger("The token has been used.");
        }

        if (token.Client != join.Client)
        {
            throw Stranger($"The token is not for {join.Client}; each is for one client: mas token --client NAME");
        }

        token.UsedBy = id;
    }

    private static Refusal Stranger(string sentence) =>
        new(StatusCodes.Status403Forbidden, sentence) { IsOfStranger = true };
}
