using System.Net.Sockets;

namespace Mas.Device.Connections;

/// <summary>
/// Makes what goes wrong with a connection a failed request. A server that ends between accepting a connection and its
/// first byte otherwise shows as a <see cref="SocketException"/>, as the handler asks the socket for its other end.
/// </summary>
/// <param name="inner">Sends the requests.</param>
internal sealed class ConnectionFaults(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (SocketException lost)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, lost.Message, lost);
        }
    }
}
