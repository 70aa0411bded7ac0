using Mas.Engine.Checkpoints;

namespace Mas.Tests.Engine.Checkpoints;

/// <summary>A header says what follows it, in any of the format's types and ranks.</summary>
public class SafetensorsHeaderTests
{
    [Fact]
    public void WhatIsWrittenIsReadBack()
    {
        var header = new SafetensorsHeader(
            new Dictionary<string, string> { ["format"] = "pt", ["note"] = "a \"word\"" },
            SafetensorsEntry.InOrder([("scalar", []), ("vector", [3]), ("deep", [2, 3, 1, 2, 2])]));

        var bytes = header.ToBytes();
        var back = SafetensorsHeader.Read(new MemoryStream([.. bytes, .. new byte[header.DataBytes]]));

        Assert.Equal(0, bytes.Length % 8);
        Assert.Equal(4 * (1 + 3 + 24), header.DataBytes);
        Assert.Equal(header.Metadata, back.Metadata);
        Assert.Equal(
            header.Entries.Select(entry => (entry.Name, entry.Type, entry.Shape, entry.Begin, entry.End)),
            back.Entries.Select(entry => (entry.Name, entry.Type, entry.Shape, entry.Begin, entry.End)));
    }

    [Fact]
    public void AnUnknownTypeIsRefusedWithTheKnownOnes()
    {
        var header = new SafetensorsHeader(
            new Dictionary<string, string>(), [new SafetensorsEntry("a", "F42", [1], 0, 4)]);

        var fault = Assert.Throws<InvalidDataException>(
            () => SafetensorsHeader.Read(new MemoryStream([.. header.ToBytes(), 0, 0, 0, 0])));

        Assert.StartsWith("Tensor 'a' is of type 'F42'; expected one of F64, F32, F16,", fault.Message);
    }
}
