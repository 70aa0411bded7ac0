using System.Globalization;
using Mas.Engine.Ops;

namespace Mas.Tests.Engine.Ops;

/// <summary>Every kind of convolution, against PyTorch.</summary>
public class TorchConvolutionTests
{
    public static TheoryData<string> Pointwise => TorchFixture.Cases("pointwise");

    public static TheoryData<string> Dense => TorchFixture.Cases("convolution");

    public static TheoryData<string> Depthwise => TorchFixture.Cases("depthwise");

    public static TheoryData<string> Transposed => TorchFixture.Cases("transposed");

    [Theory]
    [MemberData(nameof(Pointwise))]
    public void PointwiseConvolutionAgreesWithPyTorch(string name) =>
        TorchCase.Check("pointwise", name, torch => torch.Tape.Pointwise(
            torch["input"], torch["weight"], torch.Optional("bias")));

    [Theory]
    [MemberData(nameof(Dense))]
    public void DenseConvolutionAgreesWithPyTorch(string name)
    {
        // "3x3 stride 2 padding 1 on ..."
        var words = name.Split(' ');
        var stride = int.Parse(words[2], CultureInfo.InvariantCulture);
        var padding = int.Parse(words[4], CultureInfo.InvariantCulture);
        TorchCase.Check("convolution", name, torch => torch.Tape.Convolution(
            torch["input"], torch["weight"], torch.Optional("bias"), stride, padding));
    }

    [Theory]
    [MemberData(nameof(Depthwise))]
    public void DepthwiseConvolutionAgreesWithPyTorch(string name)
    {
        var relu = name.EndsWith(" of relu", StringComparison.Ordinal);
        TorchCase.Check("depthwise", name, torch => torch.Tape.DepthwiseConvolution(
            torch["input"], torch["weight"], relu));
    }

    [Theory]
    [MemberData(nameof(Transposed))]
    public void TransposedConvolutionAgreesWithPyTorch(string name) =>
        TorchCase.Check("transposed", name, torch => torch.Tape.TransposedConvolution(
            torch["input"], torch["weight"], torch["bias"]));
}
