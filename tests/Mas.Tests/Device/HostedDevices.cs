using Mas.Device;

namespace Mas.Tests.Device;

/// <summary>Devices that work in the test's own process until disposed.</summary>
internal sealed class HostedDevices : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _work;

    /// <summary>Starts them.</summary>
    /// <param name="devices">What each is started with.</param>
    /// <param name="clocks">Their clocks, in turn; none = the system's.</param>
    internal HostedDevices(IEnumerable<DeviceOptions> devices, params TimeProvider[] clocks) =>
        _work =
        [
            .. devices.Select((options, index) => Task.Run(async () =>
            {
                var clock = clocks.Length == 0 ? TimeProvider.System : clocks[index % clocks.Length];
                using var agent = new DeviceAgent(options, null, clock);
                await agent.Run(_stop.Token);
            })),
        ];

    /// <summary>That none has ended, by a fault or otherwise.</summary>
    internal void AssertAllWork() =>
        Assert.All(_work, work => Assert.False(work.IsCompleted, $"A device has ended: {work.Exception}"));

    public void Dispose()
    {
        _stop.Cancel();
        Task.WhenAll(_work).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        _stop.Dispose();
    }
}
