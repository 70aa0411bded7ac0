using Mas.Engine.Ops;

namespace Mas.Tests.Engine.Ops;

/// <summary>Ops that change the number of pixels, against PyTorch.</summary>
public class TorchSamplingTests
{
    public static TheoryData<string> Upsampled => TorchFixture.Cases("upsample");

    public static TheoryData<string> MaxPooled => TorchFixture.Cases("pooling", "max");

    public static TheoryData<string> Averaged => TorchFixture.Cases("pooling", "average");

    [Theory]
    [MemberData(nameof(Upsampled))]
    public void BilinearUpsamplingAgreesWithPyTorch(string name) =>
        TorchCase.Check("upsample", name, torch => torch.Tape.UpsampleBilinear(
            torch["input"], torch.Result.Height, torch.Result.Width));

    [Theory]
    [MemberData(nameof(MaxPooled))]
    public void MaxPoolingAgreesWithPyTorch(string name) =>
        TorchCase.Check("pooling", name, torch => torch.Tape.MaxPool(torch["input"], 3, 2, 1));

    [Theory]
    [MemberData(nameof(Averaged))]
    public void GlobalAveragePoolingAgreesWithPyTorch(string name) =>
        TorchCase.Check("pooling", name, torch => torch.Tape.GlobalAveragePool(torch["input"]));
}
