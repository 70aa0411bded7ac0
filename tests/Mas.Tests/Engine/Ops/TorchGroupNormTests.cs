using Mas.Engine.Ops;

namespace Mas.Tests.Engine.Ops;

/// <summary>Group norm, against PyTorch.</summary>
public class TorchGroupNormTests
{
    public static TheoryData<string> Cases => TorchFixture.Cases("group-norm");

    [Theory]
    [MemberData(nameof(Cases))]
    public void GroupNormAgreesWithPyTorch(string name)
    {
        // "3 relu 2x3x5x6": the number of groups first.
        var words = name.Split(' ');
        TorchCase.Check("group-norm", name, torch => torch.Tape.GroupNorm(
            torch["input"], torch["scale"], torch["shift"], int.Parse(words[0]), words[1] == "relu"));
    }
}
