using Mas.Device.Connections;
using Mas.Federation.Journals;
using Mas.Server.Orders;
using Mas.Tests.Federation;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Queue;

/// <summary>A round whose devices are all late, after a request of theirs has met a full disk.</summary>
public sealed class LateDevicesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ARoundThatAFullDiskLeftWithoutUpdatesWaitsAlthoughItsWarningsAreWritten()
    {
        await using var server = await Fleets.Start(
            _folder.Path, orders: new OrderTerms { Deadline = TimeSpan.FromSeconds(3) });
        using var stop = new CancellationTokenSource();
        using var device = new PretendedDevice(server.Address, "castle", NeverFetches);
        await device.Join(FleetOwner.Token(_folder.Path), "dk", stop.Token);
        var working = Task.Run(() => Work(device, stop.Token));
        var warned = false;
        server.Fleet.Journaled += (_, happened) =>
        {
            if (happened is StageStarted)
            {
                server.Store.Outages.Failed(new IOException("There is no space left."));
            }

            warned |= happened is Warning { Round: 1 };
        };

        await server.Fleet.Submit(new SubmissionDocument { Tasks = "dk" }, "ann");
        var waiting = await server.Fleet.Until(
            status => status.Runs is [{ State: QueueState.Waiting or QueueState.Failed }]);

        Assert.True(warned);
        Assert.Equal(QueueState.Waiting, waiting.Runs[0].State);
        Assert.Contains("There is no space left.", waiting.Runs[0].Fault);
        await stop.CancelAsync();
        await working;
    }

    private static async Task<string> NeverFetches(
        ServerConnection server, ModelReference model, CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        return "";
    }

    private static async Task Work(PretendedDevice device, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await device.AnswerNext(cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
