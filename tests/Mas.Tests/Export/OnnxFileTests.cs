using Mas.Engine.Autograd;
using Mas.Engine.Layers;
using Mas.Engine.Ops;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;
using Mas.Export;
using Mas.Export.Inference;
using Mas.Learning;
using Mas.Learning.Catalogues;
using Mas.Learning.Examples;
using Mas.Learning.Exchange;
using Mas.Learning.Models;
using Mas.Tests.Engine;
using Mas.Tests.Federation;
using Mas.Tests.Learning.Exchange;
using Onnx;

namespace Mas.Tests.Export;

/// <summary>ONNX Runtime computes of an exported model what Mas computes of its own.</summary>
public sealed class OnnxFileTests : IDisposable
{
    /// <summary>In the unit of the outputs, which are 0.3 to 20 at most.</summary>
    private const double Tolerance = 1e-4;

    private readonly TemporaryFolder _folder = new();
    private readonly InferenceRunner _runner = new();

    public static TheoryData<string> Models => [.. ExchangedModels.All.Select(ExchangedModels.NameOf)];

    private string Place => _folder["model.onnx"];

    public void Dispose()
    {
        _runner.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void OnnxRuntimeComputesWhatMasDoes(string name)
    {
        var description = ExchangedModels.All.Single(model => ExchangedModels.NameOf(model) == name);
        using var model = ExchangedModels.Random(description, 5);

        Compare(model, TestCatalogue.Learning);

        // Where batch norms are, none is left.
        Assert.DoesNotContain(Written().Graph.Node, node => node.OpType == "BatchNormalization");
    }

    [Fact]
    public void NormsThatCannotBeFoldedAndWhateverElseOpsAllowAreWrittenLikewise()
    {
        var catalogue = TestCatalogue.Learning.With(
            new EncoderEntry("winding", (scope, input, _) => new Winding(scope, input)));
        var description = new ModelDescription("winding", FieldShape.Flat(6), [ExchangedModels.Class]);
        using var model = ExchangedModels.Random(description, catalogue, 8);

        Compare(model, catalogue);

        var types = Written().Graph.Node.CountBy(node => node.OpType).ToDictionary();
        Assert.Equal(2, types["BatchNormalization"]);
        Assert.Equal(2, types["GroupNormalization"]);
    }

    [Fact]
    public void TheFileStatesItsOpsetItsAxesAndWhatItIs()
    {
        using var model = ExchangedModels.Random(ExchangedModels.Pictures("xception-quarter", "group", "dense"), 9);
        Write(model, TestCatalogue.Learning);

        var written = Written();

        Assert.Equal(("", 21), (written.OpsetImport.Single().Domain, written.OpsetImport.Single().Version));
        Assert.Equal("input: batch, 3, 32, 32", Described(written.Graph.Input.Single()));
        Assert.Equal(
            ["segment_semantic: batch, 18, 32, 32", "normal: batch, 3, 32, 32"], written.Graph.Output.Select(Described));
        Assert.Equal(["mas.origin", "mas.input", "mas.tasks"], written.MetadataProps.Select(entry => entry.Key));
        using var onnx = OnnxModel.Open(Place, threads: 1);
        Assert.Equal("xception-quarter", onnx.Card.Origin.Encoder);
        Assert.Equal(["class", "numbers"], onnx.Card.Tasks.Select(task => task.Kind));
    }

    [Fact]
    public void AnInputIsNamedSoThatNoOutputHasItsName()
    {
        var task = ExchangedModels.Number with { Id = "input" };
        using var model = ExchangedModels.Random(
            ExchangedModels.Rows with { Tasks = [task, ExchangedModels.Class with { Id = "2nd" }] },
            10);

        Compare(model, TestCatalogue.Learning);

        Assert.Equal("input_: batch, 7", Described(Written().Graph.Input.Single()));
        Assert.Equal(["input: batch, 1", "_2nd: batch, 4"], Written().Graph.Output.Select(Described));
    }

    [Fact]
    public void AFileThatIsNotOneOfMasIsRefusedInOneSentence()
    {
        File.WriteAllText(Place, "no model");
        var other = _folder["other.onnx"];
        using (var model = ExchangedModels.Random(ExchangedModels.Rows, 11))
        {
            var trace = ModelTrace.Of(ExchangedModels.Rows, TestCatalogue.Learning);
            using var stream = new MemoryStream();
            OnnxFile.Write(stream, trace, model.Parameters.Values, ExchangedModels.Card(ExchangedModels.Rows));
            var written = ModelProto.Parser.ParseFrom(stream.ToArray());
            written.MetadataProps.RemoveAt(2);
            using var file = File.Create(other);
            Google.Protobuf.MessageExtensions.WriteTo(written, file);
        }

        Assert.StartsWith(
            $"{Place} is not a model that ONNX Runtime can run: ",
            Assert.Throws<InputException>(() => OnnxModel.Open(Place, threads: 1)).Message);
        Assert.Equal(
            $"{other} has no metadata 'mas.tasks'; expected a model that mas export has written.",
            Assert.Throws<InputException>(() => OnnxModel.Open(other, threads: 1)).Message);
    }

    private void Compare(MultiTaskModel model, LearningCatalogue catalogue)
    {
        Write(model, catalogue);
        using var onnx = OnnxModel.Open(Place, threads: 2);
        foreach (var count in new[] { 1, 3 })
        {
            var inputs = InferenceRunner.Inputs(model, count);
            var actual = onnx.Predict(inputs, count);
            foreach (var (task, expected) in _runner.Predict(model, inputs, count).Index())
            {
                Close.Check(
                    $"{model.Tasks[task].Label} of {count}", expected, actual[task], Tolerance, scale: 1);
            }
        }
    }

    private void Write(MultiTaskModel model, LearningCatalogue catalogue)
    {
        var trace = ModelTrace.Of(model.Description, catalogue);
        using var stream = File.Create(Place);
        OnnxFile.Write(stream, trace, model.Parameters.Values, ExchangedModels.Card(model.Description));
    }

    private ModelProto Written() => ModelProto.Parser.ParseFrom(File.ReadAllBytes(Place));

    private static string Described(ValueInfoProto value) => $"{value.Name}: " + string.Join(
        ", ", value.Type.TensorType.Shape.Dim.Select(size => size.DimParam is { Length: > 0 } name ? name : $"{size.DimValue}"));

    /// <summary>An encoder of rows that norms its input, a row and a sum, and takes rows for pictures of one pixel.</summary>
    private sealed class Winding : IEncoder
    {
        private readonly BatchNorm _first;
        private readonly Convolution _layer;
        private readonly GroupNorm _row;
        private readonly BatchNorm _second;
        private readonly SeparableConvolution _window;
        private readonly BatchNorm _folded;
        private readonly GroupNorm _last;

        internal Winding(ParameterScope scope, FieldShape input)
        {
            _first = new BatchNorm(scope.Child("first"), input.Channels, relu: true);
            _layer = new Convolution(scope.Child("layer"), input.Channels, input.Channels, size: 1, bias: true);
            _row = new GroupNorm(scope.Child("row"), input.Channels, relu: false);
            _second = new BatchNorm(scope.Child("second"), input.Channels, relu: false);
            _window = new SeparableConvolution(scope.Child("window"), 2 * input.Channels, 8, size: 3, relu: true);
            _folded = new BatchNorm(scope.Child("folded"), 8, relu: true);
            _last = new GroupNorm(scope.Child("last"), 8, relu: false);
        }

        public FieldShape Features => FieldShape.Flat(8);

        public Parameter LastShared => _window.Pointwise;

        public Tensor Forward(Tape tape, Tensor input)
        {
            var x = _first.Forward(tape, input);
            var sum = _second.Forward(tape, tape.Add(_row.Forward(tape, _layer.Forward(tape, x)), x));
            var joined = tape.Concatenate(x, sum);
            return _last.Forward(tape, _folded.Forward(tape, _window.Forward(tape, joined)));
        }
    }
}
