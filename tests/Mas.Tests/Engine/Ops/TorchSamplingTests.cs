using Mas.Engine.Ops;

namespace Mas.Tests.Engine.Ops;

/// <summary>Ops that change the number of pixels, against PyTorch.</summary>
public class TorchSamplingTests
{
    public static TheoryData<string> Upsampled => TorchFixture.Cases("upsample");

    [Theory]
    [MemberData(nameof(Upsampled))]
    public void BilinearUpsamplingAgreesWithPyTorch(string name) =>
        TorchCase.Check("upsample", name, torch => torch.Tape.UpsampleBilinear(
            torch["input"], torch.Result.Height, torch.Result.Width));
}
