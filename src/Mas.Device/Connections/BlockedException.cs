using System.Net;

namespace Mas.Device.Connections;

/// <summary>
/// A proxy or other intermediary between a device and its server refuses a request or redirects it, and retrying would
/// not change that.
/// </summary>
/// <param name="status">The status of its answer.</param>
/// <param name="sentence">What the intermediary does, with status and reason.</param>
public sealed class BlockedException(HttpStatusCode status, string sentence) : Exception(sentence)
{
    /// <summary>The status of the answer.</summary>
    public HttpStatusCode Status { get; } = status;
}
