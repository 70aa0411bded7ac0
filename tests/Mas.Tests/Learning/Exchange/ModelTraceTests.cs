using Mas.Engine.Autograd;
using Mas.Engine.Layers;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;
using Mas.Learning;
using Mas.Learning.Catalogues;
using Mas.Learning.Examples;
using Mas.Learning.Exchange;
using Mas.Learning.Models;

namespace Mas.Tests.Learning.Exchange;

/// <summary>A model's program is found by running it on paper.</summary>
public class ModelTraceTests
{
    private static readonly FieldShape Row = FieldShape.Flat(5);

    [Fact]
    public void EveryParameterOfEveryEncoderHeadAndNormIsReadByAnOp()
    {
        foreach (var description in ExchangedModels.All)
        {
            var trace = ModelTrace.Of(description, TestCatalogue.Learning);
            var read = trace.Calls.SelectMany(call => call.Inputs).Where(trace.Parameters.ContainsKey)
                .Select(tensor => trace.Parameters[tensor]).ToHashSet();

            Assert.Equal(trace.Slots.Select(slot => slot.Name).Order(), read.Order());
            Assert.Equal(description.Tasks.Count, trace.Outputs.Count);
            Assert.All(
                description.Tasks.Zip(trace.Outputs),
                pair => Assert.Equal(pair.First.Outputs, pair.Second.Shape.Channels));
        }
    }

    [Fact]
    public void RowsAndPicturesAreToldApart()
    {
        var table = ModelTrace.Of(ExchangedModels.Rows, TestCatalogue.Learning);
        var pictures = ModelTrace.Of(
            ExchangedModels.Pictures("xception-quarter", "batch", "linear"), TestCatalogue.Learning);

        Assert.All(table.Calls, call => Assert.True(table.IsRow(call.Output)));
        Assert.False(pictures.IsRow(pictures.Input));
        Assert.All(pictures.Outputs, output => Assert.True(pictures.IsRow(output)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void APartThatComputesByItselfIsNamed(bool isEncoder)
    {
        var catalogue = LearningCatalogue.Standard
            .With(new EncoderEntry("own", (scope, input, _) => new Silent(scope, input, isEncoder)))
            .With(new HeadEntry("own", (scope, features, outputs, _) => new Silent(
                scope, FieldShape.Flat(features.Channels), !isEncoder)));
        var description = new ModelDescription("own", Row, [ExchangedModels.Number with { Head = "own" }]);

        var fault = Assert.Throws<InputException>(() => ModelTrace.Of(description, catalogue));

        Assert.Equal(
            $"The {(isEncoder ? "encoder" : "head")} own uses operations other than the engine's, so it cannot "
                + "be written in another format.",
            fault.Message);
    }

    /// <summary>A linear layer whose result may pass through something no trace sees.</summary>
    private sealed class Silent(ParameterScope scope, FieldShape input, bool isSilent) : IEncoder, IHead
    {
        private readonly Convolution _layer = new(scope.Child("layer"), input.Channels, input.Channels, size: 1);

        public FieldShape Features => input;

        public FieldShape Output => input;

        public Parameter LastShared => _layer.Weight;

        public Tensor Forward(Tape tape, Tensor input)
        {
            var made = _layer.Forward(tape, input);
            return isSilent ? tape.Rent(made.Shape) : made;
        }
    }
}
