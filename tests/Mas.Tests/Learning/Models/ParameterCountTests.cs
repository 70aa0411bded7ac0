using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Parallelism;
using Mas.Engine.Randomness;
using Mas.Engine.Tensors;
using Mas.Learning.Models;
using Mas.Vision.Models;

namespace Mas.Tests.Learning.Models;

/// <summary>The models have the sizes that are known of those they are built after.</summary>
public class ParameterCountTests
{
    [Theory]
    [InlineData("xception", 4_089_192)]
    [InlineData("xception-half", 2_051_632)]
    [InlineData("xception-quarter", 557_932)]
    public void AnEncoderHasThePapersParameters(string encoder, int expected)
    {
        using var model = Model(encoder, "d");

        Assert.Equal(expected, model.EncoderWeightCount);
    }

    [Theory]
    [InlineData('d', 115_808)]
    [InlineData('c', 115_856)]
    [InlineData('n', 115_904)]
    [InlineData('s', 116_624)]
    public void ADecoderHasThePapersParameters(char task, int expected)
    {
        using var model = Model("xception-quarter", $"{task}");

        Assert.Equal(expected, model.Parameters.Values.Layout.WeightCount - model.EncoderWeightCount);
    }

    // In millions, to the ten thousand: the encoder's dense and depthwise, then those of a decoder with one output.
    [Theory]
    [InlineData("xception", 64, 1, 137.90, 3.06)]
    [InlineData("xception-half", 64, 1, 72.95, 2.22)]
    [InlineData("xception-half", 128, 4, 72.95, 2.22)]
    [InlineData("xception-half", 256, 16, 72.95, 2.22)]
    public void AForwardPassHasThePapersMultiplyAdds(
        string encoder, int size, int times, double dense, double depthwise)
    {
        using var model = Model(encoder, "d");
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial) { Records = false, Statistics = BatchStatistics.Running };
        var pictures = tape.Rent(new Shape(1, size, size, 3));
        pictures.Values.Clear();

        var features = model.Encoder.Forward(tape, pictures);
        var encoded = (Dense: tape.DenseMultiplyAdds, Depthwise: tape.DepthwiseMultiplyAdds);
        var output = model.Heads[0].Forward(tape, features);

        Assert.Equal(new Shape(1, size / 16, size / 16, 256), features.Shape);
        Assert.Equal(new Shape(1, size, size, 1), output.Shape);
        AssertMillions(dense * times, encoded.Dense, times);
        AssertMillions(depthwise * times, encoded.Depthwise, times);
        AssertMillions(11.08 * times, tape.DenseMultiplyAdds - encoded.Dense, times);
        AssertMillions(6.27 * times, tape.DepthwiseMultiplyAdds - encoded.Depthwise, times);
        tape.Rewind();
    }

    [Theory]
    [MemberData(nameof(AllEncoders))]
    public void EveryNameStandsOnce(string encoder)
    {
        using var model = TestCatalogue.Learning.Model(
            ModelDescription.OfPictures(encoder, 32, TestCatalogue.Learning.Tasks));
        var names = model.Parameters.Parameters.Select(parameter => parameter.Name).ToArray();

        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(names, name => Assert.True(
            name.StartsWith("encoder.", StringComparison.Ordinal)
            || (name.StartsWith("decoders.", StringComparison.Ordinal) && TestCatalogue.Learning.Find($"{name[9]}") is not null), name));
    }

    [Theory]
    [MemberData(nameof(AllEncoders))]
    public void AModelStartsTheSameWhateverGroupItIsIn(string encoder)
    {
        using var all = Model(encoder, "sdn");
        using var some = Model(encoder, "ns");
        using var other = Model(encoder, "ns");
        all.Parameters.Initialise(new Seed(5));
        some.Parameters.Initialise(new Seed(5));
        other.Parameters.Initialise(new Seed(6));

        foreach (var slot in some.Parameters.Values.Layout.Slots)
        {
            Assert.Equal(Bits.Of(all.Parameters.Values[slot.Name]), Bits.Of(some.Parameters.Values[slot.Name]));
        }

        Assert.NotEqual(
            Bits.Of(some.Parameters.Values["encoder.neck.pointwise.weight"]),
            Bits.Of(other.Parameters.Values["encoder.neck.pointwise.weight"]));
    }

    public static TheoryData<string> AllEncoders =>
    [
        .. PictureEncoders.All.Select(encoder => encoder.Name),
    ];

    private static MultiTaskModel Model(string encoder, string tasks) => TestCatalogue.Learning.Model(
        ModelDescription.OfPictures(encoder, 32, TestCatalogue.Learning.TaskSet(tasks)));

    private static void AssertMillions(double expected, long actual, int times) =>
        Assert.InRange(actual / 1e6, expected - (0.005 * times), expected + (0.005 * times));
}
