using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mas.Tests.Device.Connections;

/// <summary>A network that cuts the first few uploads: so many bytes of each get through, then both sides are hung up.</summary>
/// <param name="cuts">How many it cuts.</param>
/// <param name="bytes">How many bytes of the body get through.</param>
internal sealed class CuttingNetwork(int cuts, int bytes) : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _uploads = [];
    private Task _listening = Task.CompletedTask;

    /// <summary>Called with the number of a cut before the server is hung up.</summary>
    internal required Func<int, Task> Cutting { get; init; }

    /// <summary>Called when the server has been hung up, before the device is.</summary>
    internal required Func<Task> Cut { get; init; }

    internal string Authority => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Where uploads went, one after the other.</summary>
    internal IEnumerable<string> Uploads => _uploads;

    internal void Listen() => _listener.Start();

    internal void PassTo(int server) => _listening = Accept(server);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _listening;
    }

    private async Task Accept(int server)
    {
        try
        {
            while (true)
            {
                _ = Pass(await _listener.AcceptTcpClientAsync(), server);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or InvalidOperationException)
        {
            // The network is taken down.
        }
    }

    private async Task Pass(TcpClient device, int port)
    {
        using (device)
        using (var server = new TcpClient())
        {
            await server.ConnectAsync(IPAddress.Loopback, port);
            var (near, far) = (device.GetStream(), server.GetStream());
            _ = far.CopyToAsync(near).ContinueWith(copied => copied.Exception, TaskScheduler.Default);
            var buffer = new byte[1 << 16];
            while (await near.ReadAsync(buffer) is > 0 and var read)
            {
                var text = Encoding.Latin1.GetString(buffer, 0, read);
                if (!text.StartsWith("PUT ", StringComparison.Ordinal))
                {
                    await far.WriteAsync(buffer.AsMemory(0, read));
                    continue;
                }

                _uploads.Enqueue(text.Split(' ')[1]);
                var through = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4 + bytes;
                if (_uploads.Count > cuts)
                {
                    await far.WriteAsync(buffer.AsMemory(0, read));
                    continue;
                }

                if (read < through)
                {
                    await near.ReadExactlyAsync(buffer.AsMemory(read, through - read));
                }

                await far.WriteAsync(buffer.AsMemory(0, through));
                await Cutting(_uploads.Count);
                server.Close();
                await Cut();
                return;
            }
        }
    }
}
