using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Mas.Tests.Device.Connections;

/// <summary>
/// A server that can do wrong: it answers each request with the bytes it is told, and hangs up. A connection on which nothing
/// is asked keeps nobody else waiting; what it is told is asked for one request after the other.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Func<string, string> _answer;
    private readonly Lock _answering = new();
    private readonly Task _listening;

    /// <summary>Begins to listen.</summary>
    /// <param name="answer">From the request's head to everything that is sent back.</param>
    /// <param name="port">The port it listens to; 0 = a free one.</param>
    internal RawServer(Func<string, string> answer, int port = 0)
    {
        _answer = answer;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _listening = Listen();
    }

    internal Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>An answer of HTTP with a body.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="body">Its body.</param>
    /// <param name="promised">How long it says its body is; null = as long as it is.</param>
    internal static string Answer(int status, string body, int? promised = null) =>
        $"HTTP/1.1 {status} So\r\nContent-Length: {promised ?? body.Length}\r\nConnection: close\r\n"
        + $"Location: /elsewhere\r\n\r\n{body}";

    /// <summary>A page such as a proxy or a portal shows.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="text">What it says.</param>
    internal static string Page(int status, string text) =>
        $"HTTP/1.1 {status} So\r\nContent-Type: text/html\r\nContent-Length: {text.Length}\r\nConnection: "
        + $"close\r\n\r\n{text}";

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _listening;
    }

    private async Task Listen()
    {
        while (await Accept() is { } client)
        {
            _ = Serve(client);
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                await Serve(client.GetStream());
            }
            catch (IOException)
            {
                // Whoever asked has heard enough.
            }
        }
    }

    private async Task<TcpClient?> Accept()
    {
        try
        {
            return await _listener.AcceptTcpClientAsync();
        }
        catch (Exception stopped) when (stopped is SocketException or InvalidOperationException)
        {
            // Nobody listens any more.
            return null;
        }
    }

    private async Task Serve(NetworkStream stream)
    {
        var head = new StringBuilder();
        var letter = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)
            && await stream.ReadAsync(letter) > 0)
        {
            head.Append((char)letter[0]);
        }

        // A body that nobody has read would have the answer thrown away with it.
        var length = Regex.Match(head.ToString(), "Content-Length: ([0-9]+)");
        for (var left = length.Success ? int.Parse(length.Groups[1].ValueSpan) : 0; left > 0; left--)
        {
            await stream.ReadExactlyAsync(letter);
        }

        if (head.Length == 0)
        {
            return;
        }

        string answer;
        lock (_answering)
        {
            answer = _answer(head.ToString());
        }

        await stream.WriteAsync(Encoding.Latin1.GetBytes(answer));
    }
}
