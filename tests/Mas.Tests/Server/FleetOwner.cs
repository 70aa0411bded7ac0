using Mas.Server;
using Mas.Server.Audit;
using Mas.Server.Security;

namespace Mas.Tests.Server;

/// <summary>What a fleet's owner does on the server's machine, done when it returns.</summary>
internal static class FleetOwner
{
    internal static FleetAccess Of(string folder, string? database = null) => new(folder, database, TimeProvider.System);

    internal static string Token(string folder, string client = "castle", string? database = null) =>
        Of(folder, database).CreateToken(client, TimeSpan.FromHours(1)).GetAwaiter().GetResult();

    internal static string Key(string folder, string name, params OperatorScope[] scopes) =>
        Of(folder).CreateKey(name, scopes).GetAwaiter().GetResult();

    /// <summary>The audit trail, which is as it was written up to where a test has changed it.</summary>
    internal static async Task<IReadOnlyList<AuditEntry>> Trail(string folder)
    {
        var entries = new List<AuditEntry>();
        await Of(folder).Audit(DateTimeOffset.UnixEpoch, entries.Add);
        return entries;
    }

    /// <summary>The audit trail once it tells of so many refusals, which nobody waits for.</summary>
    /// <exception cref="TimeoutException">It does not come to tell of them.</exception>
    internal static async Task<IReadOnlyList<AuditEntry>> Trail(string folder, int refusals)
    {
        for (var end = Patience.End; ; await Task.Delay(Patience.Glance))
        {
            var trail = await Trail(folder);
            if (trail.Count(entry => entry.Outcome != "done") >= refusals)
            {
                return trail;
            }

            if (end.IsCancellationRequested)
            {
                throw new TimeoutException($"The trail tells of no {refusals} refusals: {string.Join('\n', trail)}");
            }
        }
    }

    internal static bool RevokeKey(string folder, string name) => Of(folder).RevokeKey(name).GetAwaiter().GetResult();

    internal static bool RevokeDevice(string folder, string client) =>
        Of(folder).RevokeDevice(client).GetAwaiter().GetResult();
}
