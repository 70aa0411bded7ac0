using Mas.Engine.Checkpoints;
using Mas.Engine.Parameters;
using Mas.Learning;
using Mas.Learning.Exchange;
using Mas.Tests.Federation;

namespace Mas.Tests.Learning.Exchange;

/// <summary>Weights go out as PyTorch lays them, and come back to the bit.</summary>
public sealed class WeightsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static TorchLayout Layout { get; } = TorchLayout.Of(ExchangedModels.Rows, TestCatalogue.Learning);

    private string Place => _folder["weights.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheWeightsOfEveryModelComeBackToTheBit()
    {
        foreach (var description in ExchangedModels.All)
        {
            var layout = TorchLayout.Of(description, TestCatalogue.Learning);
            using var model = ExchangedModels.Random(description, 1);
            Write(layout, model.Parameters.Values);

            using var back = WeightsFile.Read(Place, layout);

            Assert.True(model.Parameters.Values.Layout.Matches(back.Layout));
            Assert.Equal(model.Parameters.Values.Values, back.Values);
        }
    }

    [Fact]
    public void ShapesAndElementsLieAsInPyTorch()
    {
        var layout = TorchLayout.Of(
            ExchangedModels.Pictures("resnet-18", "batch", "dense"), TestCatalogue.Learning);

        Assert.Equal([64, 3, 7, 7], layout.Find("encoder.stem.weight")!.Sizes);
        Assert.Equal([128, 64, 1, 1], layout.Find("encoder.layer2.0.skip.weight")!.Sizes);
        Assert.Equal([512, 1, 3, 3], layout.Find("encoder.neck.depthwise.weight")!.Sizes);
        Assert.Equal([64], layout.Find("encoder.stem.norm.running_var")!.Sizes);
        Assert.Equal([64, 32, 2, 2], layout.Find("decoders.n.up3.weight")!.Sizes);
        Assert.Equal([64, 7], Layout.Find("encoder.layer1.weight")!.Sizes);
        Assert.Equal([4, 64], Layout.Find("decoders.kind.layer.weight")!.Sizes);

        var embedded = TorchLayout.Of(ExchangedModels.EmbeddedRows, TestCatalogue.Learning);
        Assert.Equal([3, 2], embedded.Find("encoder.embedding1.weight")!.Sizes);
        Assert.Equal([64, 9], embedded.Find("encoder.layer1.weight")!.Sizes);

        // (1, 1, inputs, outputs) becomes (outputs, inputs).
        var layer = Layout.Find("encoder.layer1.weight")!;
        var turned = layer.FromMas([.. Enumerable.Range(0, 7 * 64).Select(index => (float)index)]);
        Assert.Equal([0, 64, 128], turned[..3]);
        Assert.Equal(1, turned[7]);
    }

    [Fact]
    public void ACheckpointOfARunIsReadLikewise()
    {
        using var model = ExchangedModels.Random(ExchangedModels.Rows, 2);
        using (var stream = File.Create(Place))
        {
            SafetensorsFile.Write(stream, model.Parameters.Values);
        }

        using var back = WeightsFile.Read(Place, Layout);

        Assert.Equal(model.Parameters.Values.Values, back.Values);
    }

    [Fact]
    public void WhatTheModelLacksIsLeftOutAndWhatTheFileLacksIsMissing()
    {
        using var model = ExchangedModels.Random(ExchangedModels.Rows, 3);
        Write(Layout, model.Parameters.Values);
        var other = TorchLayout.Of(
            ExchangedModels.Rows with
            {
                Tasks = [ExchangedModels.Class, ExchangedModels.Number with { Id = "other", Mark = "other" }],
            },
            TestCatalogue.Learning);

        using var found = WeightsFile.Read(Place, other);

        Assert.NotNull(found.Layout.Find("decoders.kind.layer.bias"));
        Assert.Null(found.Layout.Find("decoders.num.layer.bias"));
        Assert.Null(found.Layout.Find("decoders.other.layer.bias"));
        Assert.Equal(model.Parameters.Values["encoder.layer2.weight"], found["encoder.layer2.weight"]);
    }

    [Fact]
    public void ATensorThatMayDifferIsLeftOutWhereItHasAnotherShape()
    {
        WriteRaw(("encoder.layer1.weight", "F32", [7, 64], 7 * 256), ("encoder.layer1.bias", "F32", [64], 256));

        using var found = WeightsFile.Read(Place, Layout, name => name == "encoder.layer1.weight");

        Assert.Equal("encoder.layer1.bias", Assert.Single(found.Layout.Slots).Name);
    }

    [Fact]
    public void WholeNumbersThatPyTorchCountsArePassedOver()
    {
        WriteRaw(("encoder.layer1.norm.num_batches_tracked", "I64", [], 8), ("encoder.layer1.bias", "F32", [64], 256));

        using var found = WeightsFile.Read(Place, Layout);

        Assert.Equal("encoder.layer1.bias", Assert.Single(found.Layout.Slots).Name);
    }

    [Fact]
    public void AFileThatDoesNotFitIsRefusedInOneSentence()
    {
        Refused(("other", "F32", [64], 256), "The file has no tensor of the model; expected names such as "
            + "'encoder.layer1.weight'.");
        Refused(
            ("encoder.layer1.bias", "F16", [64], 128), "Tensor 'encoder.layer1.bias' is of type F16; Mas reads F32.");
        Refused(
            ("encoder.layer1.bias", "F42", [64], 128), "Tensor 'encoder.layer1.bias' is of type 'F42'; expected one of "
            + "F64, F32, F16, BF16, F8_E4M3, F8_E5M2, I64, I32, I16, I8, U64, U32, U16, U8, BOOL.");
        Refused(
            ("encoder.layer1.weight", "F32", [7, 64], 7 * 256),
            "Tensor 'encoder.layer1.weight' has shape (7, 64); the model has (64, 7).");
        Refused(
            ("encoder.layer1.bias", "F32", [64], 255), "The file ends before its tensors, which take 256 bytes.");
        Refused(("encoder.layer1.bias", "F32", [64], 257), "The file continues after its last tensor.");
        Assert.Equal(
            $"{_folder["none"]} cannot be read: Could not find file '{_folder["none"]}'.",
            Assert.Throws<InputException>(() => WeightsFile.Read(_folder["none"], Layout)).Message);
    }

    [Fact]
    public void AValueThatIsNotFiniteIsRefused()
    {
        using var model = ExchangedModels.Random(ExchangedModels.Rows, 4);
        model.Parameters.Values["encoder.layer2.bias"][5] = float.NaN;
        Write(Layout, model.Parameters.Values);

        Assert.Equal(
            $"{Place}: Tensor 'encoder.layer2.bias' has the value NaN; it must be finite.",
            Assert.Throws<InputException>(() => WeightsFile.Read(Place, Layout)).Message);
    }

    private void Refused((string Name, string Type, int[] Sizes, int Bytes) tensor, string sentence)
    {
        WriteRaw(tensor);
        Assert.Equal(
            $"{Place}: {sentence}", Assert.Throws<InputException>(() => WeightsFile.Read(Place, Layout)).Message);
    }

    private void WriteRaw(params (string Name, string Type, int[] Sizes, int Bytes)[] tensors)
    {
        var (entries, end) = (new List<SafetensorsEntry>(), 0L);
        foreach (var (name, type, sizes, _) in tensors)
        {
            var bytes = sizes.Aggregate(type[^2..] is "16" or "42" ? 2L : type == "I64" ? 8 : 4, (all, size) => all * size);
            entries.Add(new SafetensorsEntry(name, type, sizes, end, end += bytes));
        }

        File.WriteAllBytes(
            Place,
            [
                .. new SafetensorsHeader(new Dictionary<string, string>(), entries).ToBytes(),
                .. new byte[tensors.Sum(tensor => tensor.Bytes)],
            ]);
    }

    private void Write(TorchLayout layout, NamedTensors weights)
    {
        using var stream = File.Create(Place);
        WeightsFile.Write(stream, layout, weights, new Dictionary<string, string> { ["note"] = "test" });
    }
}
