namespace Mas.Device.Connections;

/// <summary>
/// What keeps a device from its server, told once a kind until the server answers again, however often it comes: a log of
/// days stays readable. Thread-safe.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="note">Called with each sentence; null = nothing is told.</param>
internal sealed class Troubles(Uri server, Action<string>? note)
{
    // A server that finds ever new words is not quoted for ever.
    private const int MostKinds = 32;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _told = [];

    /// <summary>There is trouble.</summary>
    /// <param name="trouble">Which, a sentence.</param>
    internal void Tell(string trouble)
    {
        lock (_gate)
        {
            if (_told.Count < MostKinds && _told.Add(trouble))
            {
                note?.Invoke($"{trouble} Retrying.");
            }
        }
    }

    /// <summary>The server has answered.</summary>
    internal void Over()
    {
        lock (_gate)
        {
            if (_told.Count == 0)
            {
                return;
            }

            _told.Clear();
            note?.Invoke($"{server} answers again.");
        }
    }
}
