using System.Net;
using System.Net.Sockets;
using Mas.Device.Connections;

namespace Mas.Tests.Device.Connections;

public sealed class ConnectionFaultsTests
{
    private const int Tries = 400;

    /// <summary>The handler asks the socket for its other end, which a server that was just killed no longer is.</summary>
    [Fact]
    public async Task ASocketThatIsLostIsAFailedRequest()
    {
        using var client = new HttpClient(new ConnectionFaults(new LostSocket()));

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("http://localhost/"));

        Assert.Equal(HttpRequestError.ConnectionError, failure.HttpRequestError);
        Assert.IsType<SocketException>(failure.InnerException);
    }

    [Fact]
    public async Task AServerThatEndsAsItAcceptsIsNeverMoreThanAFailedRequest()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(Tries);
        using var over = new CancellationTokenSource();
        var ending = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                using var socket = await listener.AcceptSocketAsync(over.Token);
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
        });
        using var client = new ServerRoute(
            new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), ServerTrust.OfSystem).Client();

        for (var attempt = 0; attempt < Tries; attempt++)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/"));
        }

        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ending);
    }

    private sealed class LostSocket : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new SocketException((int)SocketError.NotConnected);
    }
}
