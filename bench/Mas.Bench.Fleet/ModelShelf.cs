using System.Collections.Concurrent;
using Mas.Device.Connections;
using Mas.Wire.Documents;

namespace Mas.Bench.Fleet;

/// <summary>The models all devices share: each is fetched once, as the network is not what is measured.</summary>
internal sealed class ModelShelf(string directory)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _fetched = [];

    /// <summary>The file of a model.</summary>
    internal Task<string> Fetch(ServerConnection server, ModelReference model, CancellationToken cancellation) =>
        _fetched.GetOrAdd(
            model.Sha256,
            _ => new Lazy<Task<string>>(
                () => new ModelCache(server, directory).Fetch(model, new Traffic(), cancellation))).Value;
}
