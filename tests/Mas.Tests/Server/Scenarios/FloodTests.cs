using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Mas.Tests.Cli;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Server.Certificates;
using Mas.Wire;
using Mas.Wire.Signatures;
using Xunit.Abstractions;

namespace Mas.Tests.Server.Scenarios;

/// <summary>
/// How long honest devices wait while a device sends ten thousand signed requests a second and another wants a thousand
/// connections, over TLS, against a server of its own process. The attackers have the lowest priority of this machine:
/// theirs would be others.
/// </summary>
[Trait("Kind", "Process")]
[Trait("Kind", "Chaos")]
[Collection(ProcessCollection.Name)]
public sealed class FloodTests(TinyRuns runs, ITestOutputHelper output) : IDisposable
{
    private const int Honest = 8;
    private const int RequestsPerSecond = 10_000;
    private const int BatchesPerSecond = 500;
    private const int Connections = 1000;
    private const int LowestPriority = 19;
    private const int MostTimesLonger = 5;
    private const string Poll = Paths.Orders + "?wait=0";

    private static readonly byte[] _nothing = [];
    private static readonly TimeSpan _measured = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    private readonly CertificateFolder _made = new();
    private readonly CancellationTokenSource _over = new();
    private long _sent;
    private long _opened;

    [ChaosFact]
    public async Task HonestDevicesAreAnsweredAlmostAsSoonAsEver()
    {
        var fleet = new ProcessFleet(runs, "flood");
        using var server = fleet.StartServer("--certificate", _made.Path, "--key", _made.KeyPath);
        var address = new Uri($"https://127.0.0.1:{fleet.Port}");
        Assert.True(server.Until(() => Listens(fleet.Port)));
        var devices = Enumerable.Range(0, Honest).Select(_ => new SignedClient(address, _made.Trust)).ToArray();
        using var flooding = new SignedClient(address, _made.Trust);
        using var holding = new SignedClient(address, _made.Trust);
        foreach (var (number, device) in devices.Concat([flooding, holding]).Index())
        {
            Assert.Equal((204, ""), await device.Join(fleet.Token($"client-{number}"), $"client-{number}"));
        }

        await Measure(devices, TimeSpan.FromSeconds(2));

        var without = await Measure(devices, _measured);
        Thread[] attackers =
        [
            Attack(await Requests(flooding, address, RequestsPerSecond), batches => Flood(fleet.Port, batches)),
            Attack(await Requests(holding, address, Connections), requests => Hold(fleet.Port, requests)),
        ];
        await Measure(devices, TimeSpan.FromSeconds(2));
        var (before, opened) = (Interlocked.Read(ref _sent), Interlocked.Read(ref _opened));
        var with = await Measure(devices, _measured);
        var (sent, held) = (Interlocked.Read(ref _sent) - before, Interlocked.Read(ref _opened) - opened);
        await _over.CancelAsync();
        Array.ForEach(attackers, attacker => attacker.Join());
        Array.ForEach(devices, device => device.Dispose());

        output.WriteLine(
            $"Without: {Said(without)}\nWith: {Said(with)}\n"
            + $"Attacked by {sent / _measured.TotalSeconds:F0} requests and {held / _measured.TotalSeconds:F0} "
            + $"connections per second.\nRatio: {Percentile(with, 99) / Percentile(without, 99):F2}");
        Assert.InRange(Percentile(with, 99), 0, MostTimesLonger * Percentile(without, 99));
        Assert.False(server.HasEnded);
    }

    public void Dispose()
    {
        _over.Dispose();
        _made.Dispose();
    }

    private static double Percentile(List<double> milliseconds, int percent) =>
        milliseconds.Order().ElementAt((milliseconds.Count - 1) * percent / 100);

    private static string Said(List<double> milliseconds) =>
        $"median {Percentile(milliseconds, 50):F1} ms, 99th percentile {Percentile(milliseconds, 99):F1} ms of "
        + $"{milliseconds.Count} requests";

    /// <summary>What devices wait for the answer to a request that they make every so often, in milliseconds.</summary>
    private static async Task<List<double>> Measure(IReadOnlyList<SignedClient> devices, TimeSpan time)
    {
        var waits = await Task.WhenAll(devices.Select(device => Task.Run(async () =>
        {
            var own = new List<double>();
            using var pauses = new PeriodicTimer(_pause);
            for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < time;)
            {
                await pauses.WaitForNextTickAsync();
                var asked = Stopwatch.GetTimestamp();
                Assert.Equal((204, ""), await device.Send(HttpMethod.Get, Poll, _nothing));
                own.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }

            return own;
        })));
        return [.. waits.SelectMany(own => own)];
    }

    /// <summary>Signed requests, each of another nonce: signing them is no work of the server's.</summary>
    private static async Task<byte[][]> Requests(SignedClient device, Uri server, int count)
    {
        var hello = await device.Hello();
        var requests = new byte[count][];
        for (var number = 0; number < count; number++)
        {
            var digest = ContentDigest.Of(_nothing);
            var input = new SignatureInput(hello.UnixSeconds, $"{hello.Epoch}.{number:x8}", DeviceId.Of(device.Key));
            var signature = RequestSignature.Sign(device.Key, input, "GET", server.Authority, Poll, digest);
            requests[number] = Encoding.ASCII.GetBytes(
                $"GET {Poll} HTTP/1.1\r\nHost: {server.Authority}\r\n{ContentDigest.Header}: {digest}\r\n"
                + $"{SignatureInput.InputHeader}: {input}\r\n{SignatureInput.SignatureHeader}: {signature}\r\n\r\n");
        }

        return requests;
    }

    private static bool Listens(int port)
    {
        try
        {
            new Connection(port, IPAddress.Loopback).Dispose();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Runs an attack at the lowest priority until the test is over.</summary>
    private static Thread Attack(byte[][] requests, Action<byte[][]> attack)
    {
        var thread = new Thread(() =>
        {
            Assert.Equal(0, SetPriority(which: 0, who: 0, LowestPriority));
            attack(requests);
        });
        thread.Start();
        return thread;
    }

    /// <summary>Sends so many requests a second, many at a time, over one connection after the other.</summary>
    private void Flood(int port, byte[][] requests)
    {
        var batches = requests.Chunk(RequestsPerSecond / BatchesPerSecond)
            .Select(batch => batch.SelectMany(request => request).ToArray()).ToArray();
        Connection? connection = null;
        var started = Stopwatch.GetTimestamp();
        for (var number = 0L; !_over.IsCancellationRequested; number++)
        {
            // As fast as it may, and no faster.
            var due = TimeSpan.FromSeconds((double)number / BatchesPerSecond) - Stopwatch.GetElapsedTime(started);
            if (due > TimeSpan.Zero)
            {
                _over.Token.WaitHandle.WaitOne(due);
            }

            try
            {
                connection ??= Open(port, 2);
                connection.Send(batches[number % batches.Length]);
                Interlocked.Add(ref _sent, RequestsPerSecond / BatchesPerSecond);
                connection.Drain();
            }
            catch (Exception ended) when (ended is IOException or SocketException)
            {
                connection?.Dispose();
                connection = null;
            }
        }

        connection?.Dispose();
    }

    /// <summary>Holds as many connections as it can, each with a request, and opens anew what is closed.</summary>
    private void Hold(int port, byte[][] requests)
    {
        var held = new Connection?[Connections];
        for (var number = 0; !_over.IsCancellationRequested; number = (number + 1) % Connections)
        {
            if (held[number]?.HasEnded == false)
            {
                continue;
            }

            held[number]?.Dispose();
            held[number] = null;
            Connection? next = null;
            try
            {
                next = Open(port, 3);
                next.Send(requests[number]);
                Interlocked.Increment(ref _sent);
                if (next.IsGranted())
                {
                    (held[number], next) = (next, null);
                }
            }
            catch (Exception ended) when (ended is IOException or SocketException)
            {
                // It was not let in.
            }
            finally
            {
                next?.Dispose();
            }
        }

        Array.ForEach(held, connection => connection?.Dispose());
    }

    /// <summary>Opens a connection from another address of this machine.</summary>
    private Connection Open(int port, byte address)
    {
        Interlocked.Increment(ref _opened);
        return new Connection(port, new IPAddress([127, 0, 0, address]));
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    private static extern int SetPriority(int which, int who, int priority);

    /// <summary>An attacker's connection.</summary>
    private sealed class Connection : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        private readonly SslStream _tls;
        private readonly byte[] _answers = new byte[1 << 14];

        internal Connection(int port, IPAddress from)
        {
            try
            {
                _socket.Bind(new IPEndPoint(from, 0));
                _socket.Connect(IPAddress.Loopback, port);
                _tls = new SslStream(new NetworkStream(_socket, ownsSocket: true), false, (_, _, _, _) => true);
                _tls.AuthenticateAsClient("127.0.0.1");
            }
            catch
            {
                _socket.Dispose();
                throw;
            }
        }

        internal bool HasEnded => _socket.Poll(0, SelectMode.SelectRead) && _socket.Available == 0;

        internal void Send(byte[] requests) => _tls.Write(requests);

        /// <summary>Reads what has come.</summary>
        internal void Drain()
        {
            while (_socket.Available > 0)
            {
                if (_tls.Read(_answers) == 0)
                {
                    throw new IOException("It has ended.");
                }
            }
        }

        /// <summary>Whether the next answer grants what was asked.</summary>
        internal bool IsGranted() =>
            _tls.Read(_answers) is > 0 and var read && Encoding.ASCII.GetString(_answers, 0, read)
                .StartsWith("HTTP/1.1 204", StringComparison.Ordinal);

        public void Dispose()
        {
            _tls.Dispose();
            _socket.Dispose();
        }
    }
}
