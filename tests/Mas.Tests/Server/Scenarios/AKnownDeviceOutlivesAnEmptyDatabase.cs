using System.Collections.Concurrent;
using System.Text;
using Mas.Device.Keys;
using Mas.Tests.Cli;
using Mas.Tests.Device;
using Mas.Tests.Device.Connections;
using Mas.Tests.Federation.Runs;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Scenarios;

/// <summary>Devices, and in the place of their server all that stands there while it is mended.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class AKnownDeviceOutlivesAnEmptyDatabase(TinyRuns runs)
{
    private static readonly string _maintenance = RawServer.Page(200, "We are back soon.");

    [Fact]
    public async Task AMaintenancePageAndAWrongServerAndGoesOnWhenItIsBack()
    {
        var fleet = new ProcessFleet(runs, "patient-fleet");
        using var devices = fleet.HostDevices(clocks: new HurriedClock());
        using (var first = fleet.StartServer())
        {
            Assert.True(first.Until(() => fleet.Buildings.All(
                building => File.Exists(Path.Combine(fleet.Folder, building, JoinMark.FileName)))));
            first.Kill();
        }

        // Each phase lasts until every device has met with it.
        await Stand(fleet, head => IsHello(head) ? Hello(Protocol.Version) : Refuse("The key is not known."));
        await Stand(fleet, _ => _maintenance);
        await Stand(fleet, head => IsHello(head) ? Hello(Protocol.Version + 1) : Refuse("The key is not known."));
        await Stand(fleet, _ => RawServer.Page(404, "Nothing here."));

        devices.AssertAllWork();
        using var server = fleet.StartServer();
        fleet.Submit(server);
        fleet.WaitForTheEnd(server);
        devices.AssertAllWork();
        fleet.AssertSimulated();
    }

    /// <summary>Stands in the server's place until as many requests have come as there are devices, and as many again.</summary>
    private static async Task Stand(ProcessFleet fleet, Func<string, string> answer)
    {
        var heard = new ConcurrentQueue<string>();
        await using var other = new RawServer(
            head =>
            {
                heard.Enqueue(head);
                return answer(head);
            },
            fleet.Port);
        await Patience.Until(() => heard.Count >= 4 * fleet.Buildings.Count);
    }

    private static bool IsHello(string head) => head.StartsWith($"GET {Paths.Hello} ", StringComparison.Ordinal);

    private static string Hello(int protocol) => Document(200, WireJson.Write(
        new HelloDocument(protocol, "1", DateTimeOffset.UtcNow.ToUnixTimeSeconds()), WireJson.Default.HelloDocument));

    private static string Refuse(string sentence) => Document(401, RefusalDocument.Of(sentence).ToBytes());

    private static string Document(int status, byte[] bytes) => RawServer.Answer(status, Encoding.UTF8.GetString(bytes));
}
