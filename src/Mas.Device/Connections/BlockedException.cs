using System.Net;

namespace Mas.Device.Connections;

/// <summary>
/// Something between a device and its server, such as a proxy, refuses a request in the server's place or sends it
/// elsewhere, and asking again would not change that.
/// </summary>
/// <param name="status">The status of its answer.</param>
/// <param name="sentence">What it does, with status and reason.</param>
public sealed class BlockedException(HttpStatusCode status, string sentence) : Exception(sentence)
{
    /// <summary>The status of the answer.</summary>
    public HttpStatusCode Status { get; } = status;
}
