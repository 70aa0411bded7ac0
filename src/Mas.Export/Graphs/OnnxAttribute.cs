using Google.Protobuf;
using Onnx;

namespace Mas.Export.Graphs;

/// <summary>Attributes of nodes, by type.</summary>
internal static class OnnxAttribute
{
    /// <summary>A whole number.</summary>
    internal static AttributeProto Of(string name, long value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    /// <summary>A number.</summary>
    internal static AttributeProto Of(string name, double value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = (float)value };

    /// <summary>A word.</summary>
    internal static AttributeProto Of(string name, string value) => new()
    {
        Name = name,
        Type = AttributeProto.Types.AttributeType.String,
        S = ByteString.CopyFromUtf8(value),
    };

    /// <summary>Whole numbers.</summary>
    internal static AttributeProto Of(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.Add(values);
        return attribute;
    }
}
