using System.Text;
using Mas.Federation.Runs;
using Mas.Server;
using Mas.Server.Orders;
using Mas.Server.Policy;
using Mas.Server.Queue;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Queue;

/// <summary>Servers with queues that do not wait, and how a test waits for one.</summary>
internal static class Fleets
{
    internal static RunOptions Tiny { get; } = TestCatalogue.Options with
    {
        Tasks = "dk",
        Rounds = 2,
        MergeRounds = 1,
        ClientsPerRound = 2,
        Batch = 4,
        ImageSize = 32,
    };

    internal static Task<FleetServer> Start(
        string folder, int port = 0, int runs = 2, int devices = 1, OrderTerms? orders = null,
        bool held = false) => FleetServer.Start(
        new FleetOptions
        {
            Directory = folder,
            Port = port,
            Orders = orders ?? new OrderTerms(),
            Queue = new QueueTerms
            {
                Window = TimeSpan.Zero,
                BeginsHeld = held,
                Runs = runs,
                Devices = devices,
                Defaults = Tiny,
                Policy = new FleetPolicy { SmallestCohort = 1 },
            },
        },
        TimeProvider.System);

    /// <summary>Waits until something is so.</summary>
    /// <exception cref="TimeoutException">It does not come to be so.</exception>
    internal static async Task<FleetStatus> Until(this Fleet fleet, Func<FleetStatus, bool> isSo)
    {
        var end = Patience.End;
        while (true)
        {
            var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            void Note() => changed.TrySetResult();
            fleet.Changed += Note;
            try
            {
                var status = fleet.Status();
                if (isSo(status))
                {
                    return status;
                }

                try
                {
                    await changed.Task.WaitAsync(end);
                }
                catch (OperationCanceledException)
                {
                    throw new TimeoutException($"The fleet stands still: {Encoding.UTF8.GetString(status.ToBytes())}");
                }
            }
            finally
            {
                fleet.Changed -= Note;
            }
        }
    }

    internal static QueueState State(this FleetStatus status, string submission) =>
        status.Submissions.Single(each => each.Id == submission).State;
}
