using Mas.Engine.Parameters;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Parameters;

/// <summary>Names find their tensors, in whatever order another model holds them.</summary>
public class NamedTensorsTests
{
    private static readonly (string, Shape, ParameterRole)[] Encoder =
    [
        ("encoder.weight", new Shape(3, 3, 1, 2), ParameterRole.Weight),
        ("encoder.mean", Shape.Vector(2), ParameterRole.Statistic),
        ("encoder.shift", Shape.Vector(2), ParameterRole.Weight),
    ];

    private static readonly (string, Shape, ParameterRole) Decoder =
        ("decoders.s.weight", new Shape(1, 1, 2, 5), ParameterRole.Weight);

    [Fact]
    public void WeightsLeadTheBlock()
    {
        var layout = new TensorLayout(Encoder);

        Assert.Equal(["encoder.weight", "encoder.shift", "encoder.mean"], layout.Slots.Select(slot => slot.Name));
        Assert.Equal([0, 18, 20], layout.Slots.Select(slot => slot.Offset));
        Assert.Equal((20, 22), (layout.WeightCount, layout.Count));
    }

    [Fact]
    public void ANameMayNotStandTwice() =>
        Assert.Throws<ArgumentException>(() => new TensorLayout([Decoder, Decoder]));

    [Fact]
    public void CopyingGoesByNameNotByPlace()
    {
        using var source = new NamedTensors(new TensorLayout([Decoder, Encoder[2], Encoder[1], Encoder[0]]));
        using var target = new NamedTensors(new TensorLayout(Encoder));
        for (var i = 0; i < source.Values.Length; i++)
        {
            source.Values[i] = i + 1;
        }

        target.CopyFrom(source);

        foreach (var slot in target.Layout.Slots)
        {
            Assert.Equal(source[slot.Name].ToArray(), target[slot.Name].ToArray());
        }
    }

    [Fact]
    public void CopyingFromTheSameLayoutCopiesEverything()
    {
        using var source = new NamedTensors(new TensorLayout(Encoder));
        using var target = new NamedTensors(new TensorLayout(Encoder));
        source.Values.Fill(3);

        target.CopyFrom(source);

        Assert.Equal(source.Values.ToArray(), target.Values.ToArray());
    }

    [Fact]
    public void AMissingNameIsNamed()
    {
        using var source = new NamedTensors(new TensorLayout(Encoder));
        using var target = new NamedTensors(new TensorLayout([Decoder]));

        var error = Assert.Throws<ArgumentException>(() => target.CopyFrom(source));

        Assert.Contains("decoders.s.weight", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherShapeIsNamedWithBoth()
    {
        using var source = new NamedTensors(new TensorLayout([(Decoder.Item1, new Shape(1, 1, 5, 2), Decoder.Item3)]));
        using var target = new NamedTensors(new TensorLayout([Decoder]));

        var error = Assert.Throws<ArgumentException>(() => target.CopyFrom(source));

        Assert.Contains("decoders.s.weight", error.Message, StringComparison.Ordinal);
        Assert.Contains("(1, 1, 5, 2)", error.Message, StringComparison.Ordinal);
        Assert.Contains("(1, 1, 2, 5)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACloneIsACopyOfItsOwn()
    {
        using var source = new NamedTensors(new TensorLayout(Encoder));
        source.Values.Fill(2);

        using var clone = source.Clone();
        source.Values.Clear();

        Assert.All(clone.Values.ToArray(), value => Assert.Equal(2, value));
    }

    [Fact]
    public void AskingForANameThatIsNotThereIsAnError()
    {
        using var tensors = new NamedTensors(new TensorLayout(Encoder));

        Assert.Throws<KeyNotFoundException>(() => tensors["encoder.bias"].Length);
    }
}
