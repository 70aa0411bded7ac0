using Mas.Engine.Checkpoints;
using Mas.Engine.Parameters;
using Mas.Server.Storage;
using Mas.Tests.Federation;
using Mas.Tests.Wire.Documents;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Tests.Server;

/// <summary>An order whose model the server has, and what a device would answer.</summary>
internal static class SentUpdates
{
    internal static OrderDocument Order(FleetStore store, string client = "castle", string stage = "sd", int round = 7)
    {
        using var model = Models.Random(1);
        var order = WireOrders.Order() with { Client = client, Stage = stage, Round = round };
        return OrderDocument.Of(order, "run-1", store.Models.Put(model));
    }

    internal static string Name(OrderDocument order) => Sha256Name.Of(order.ToBytes());

    internal static byte[] Weights(int seed = 2)
    {
        using var weights = Models.Random(seed);
        return Bytes(weights);
    }

    internal static byte[] Bytes(NamedTensors tensors)
    {
        using var stream = new MemoryStream();
        SafetensorsFile.Write(stream, tensors);
        return stream.ToArray();
    }

    internal static UpdateDocument Update(byte[] weights, int samples = 24)
    {
        using var update = WireOrders.Update();
        var reference = new ModelReference(Sha256Name.Of(weights), weights.Length);
        return new UpdateDocument { Trained = TrainedDocument.Of(update with { Samples = samples }, reference) };
    }
}
