using System.Net;
using System.Net.Sockets;

namespace Mas.Tests.Cli;

/// <summary>
/// A network between devices and their server that fails as networks do: every connection may be cut in the middle, stand
/// still, trickle, or have a bit turned over on its way up. What happens to the n-th connection follows from the seed.
/// </summary>
internal sealed class FaultyNetwork : IDisposable
{
    private const int LongestIntactBytes = 100_000;
    private const int Trickle = 512;

    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Drop = TimeSpan.FromMilliseconds(1);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly int _server;
    private readonly Random _random;
    private int _faults;

    /// <summary>Begins to pass connections on.</summary>
    /// <param name="server">The server's port.</param>
    /// <param name="seed">What all faults follow from.</param>
    internal FaultyNetwork(int server, int seed)
    {
        (_server, _random) = (server, new Random(seed));
        _listener.Start();
        _ = Accept();
    }

    private enum Fault
    {
        None,
        CutGoingUp,
        CutGoingDown,
        StandsStill,
        Trickles,
        TurnsABit,
    }

    /// <summary>Where devices find it.</summary>
    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Faults that have come about.</summary>
    internal int Faults => Volatile.Read(ref _faults);

    /// <summary>Whether everything gets through as it is.</summary>
    internal bool IsFaultless { get; init; }

    /// <summary>Whether nothing gets through at all; what is on its way is cut.</summary>
    internal bool IsDown { get; set; }

    public void Dispose()
    {
        _over.Cancel();
        _listener.Stop();
        _over.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var device = await _listener.AcceptTcpClientAsync(_over.Token);
                var fault = !IsFaultless && _random.Next(3) > 0 ? (Fault)_random.Next(1, 6) : Fault.None;
                _ = Pass(device, fault, _random.Next(1, LongestIntactBytes));
            }
        }
        catch (OperationCanceledException)
        {
            // The network is taken down.
        }
    }

    private async Task Pass(TcpClient device, Fault fault, int intact)
    {
        using (device)
        using (var server = new TcpClient())
        {
            try
            {
                if (IsDown)
                {
                    return;
                }

                await server.ConnectAsync(IPAddress.Loopback, _server, _over.Token);
                var (near, far) = (device.GetStream(), server.GetStream());
                var down = fault == Fault.CutGoingDown ? Fault.CutGoingDown : Fault.None;
                var up = fault == Fault.CutGoingDown ? Fault.None : fault;
                await Task.WhenAny(Copy(near, far, up, intact), Copy(far, near, down, intact));
            }
            catch (Exception cut) when (cut is IOException or SocketException or OperationCanceledException)
            {
                // One side has gone; so does the other.
            }
        }
    }

    private async Task Copy(NetworkStream from, NetworkStream to, Fault fault, int intact)
    {
        var buffer = new byte[16384];
        var passed = 0;
        while (!IsDown)
        {
            var read = await from.ReadAsync(buffer, _over.Token);
            if (read == 0)
            {
                return;
            }

            var comesAbout = fault != Fault.None && passed <= intact && intact < passed + read;
            passed += read;
            if (!comesAbout && !(fault == Fault.Trickles && passed > intact))
            {
                await to.WriteAsync(buffer.AsMemory(0, read), _over.Token);
                continue;
            }

            if (comesAbout)
            {
                Interlocked.Increment(ref _faults);
            }

            switch (fault)
            {
                case Fault.CutGoingUp or Fault.CutGoingDown:
                    await to.WriteAsync(buffer.AsMemory(0, Math.Max(0, read - (passed - intact))), _over.Token);
                    return;
                case Fault.StandsStill:
                    await Task.Delay(Standstill, _over.Token);
                    return;
                case Fault.TurnsABit:
                    buffer[read - (passed - intact)] ^= 1;
                    await to.WriteAsync(buffer.AsMemory(0, read), _over.Token);
                    break;
                case Fault.Trickles:
                    for (var sent = 0; sent < read; sent += Trickle)
                    {
                        await to.WriteAsync(buffer.AsMemory(sent, Math.Min(Trickle, read - sent)), _over.Token);
                        await Task.Delay(Drop, _over.Token);
                    }

                    break;
            }
        }
    }
}
