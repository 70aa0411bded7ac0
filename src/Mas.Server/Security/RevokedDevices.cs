using Mas.Server.Audit;
using Mas.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mas.Server.Security;

/// <summary>
/// Devices whose keys were revoked. They stay on record: neither the key nor another of the same client joins until the
/// fleet's owner allows it. Thread-safe.
/// </summary>
internal sealed class RevokedDevices(AuditTrail trail, TimeProvider time)
{
    /// <summary>Whether a key, or a client under any key, was revoked and has not been allowed since.</summary>
    internal static bool Include(FleetDatabase database, string? id, string client) => database.RevokedDevices
        .Any(row => row.AllowedAt == null && (row.Id == id || row.Client == client));

    /// <summary>Revokes the device of a client.</summary>
    /// <returns>Whether there was one.</returns>
    internal Task<bool> Revoke(string client) => trail.Do(
        database =>
        {
            if (database.Devices.SingleOrDefault(device => device.Client == client) is not { } device)
            {
                return false;
            }

            var now = time.GetUtcNow().ToUnixTimeSeconds();
            if (database.RevokedDevices.SingleOrDefault(row => row.Id == device.Id) is { } before)
            {
                (before.RevokedAt, before.AllowedAt) = (now, null);
            }
            else
            {
                database.RevokedDevices.Add(new RevokedDeviceRow { Id = device.Id, Client = client, RevokedAt = now });
            }

            database.Devices.Remove(device);
            database.SaveChanges();
            return true;
        },
        was => was ? AuditNote.OfCommand(AuditDeed.RevokeDevice, client) : null);

    /// <summary>Lets a client join again.</summary>
    /// <returns>Whether it was revoked.</returns>
    internal Task<bool> Allow(string client) => trail.Do(
        database => database.RevokedDevices.Where(row => row.Client == client && row.AllowedAt == null)
            .ExecuteUpdate(set => set.SetProperty(row => row.AllowedAt, time.GetUtcNow().ToUnixTimeSeconds())) > 0,
        was => was ? AuditNote.OfCommand(AuditDeed.AllowDevice, client) : null);
}
