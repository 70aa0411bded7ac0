using System.Net;
using System.Net.Sockets;

namespace Mas.Tests.Server;

/// <summary>A client at another address of this machine: all of 127.0.0.0/8 is.</summary>
internal static class Neighbour
{
    /// <summary>A client that follows no redirect and keeps no cookie.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="server">The server it asks.</param>
    internal static HttpClient At(string address, Uri server) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = server,
    };
}
