using System.Net;

namespace Mas.Device.Connections;

/// <summary>The server refuses, and says why.</summary>
/// <param name="status">The status of its answer.</param>
/// <param name="sentence">Its sentence.</param>
public sealed class RefusedException(HttpStatusCode status, string sentence) : Exception(sentence)
{
    /// <summary>The status of the answer.</summary>
    public HttpStatusCode Status { get; } = status;
}
