using Mas.Engine.Autograd;
using Mas.Engine.Ops;

namespace Mas.Tests.Engine.Ops;

/// <summary>Batch norm, against PyTorch: training, probing and inference, and what becomes of the statistics.</summary>
public class TorchBatchNormTests
{
    public static TheoryData<string> Cases => TorchFixture.Cases("batch-norm");

    [Theory]
    [MemberData(nameof(Cases))]
    public void BatchNormAgreesWithPyTorch(string name)
    {
        // "untracked relu 2x3x5x4"
        var words = name.Split(' ');
        TorchCase.Check("batch-norm", name, torch =>
        {
            torch.Tape.Statistics = words[0] switch
            {
                "batch" => BatchStatistics.Batch,
                "untracked" => BatchStatistics.BatchUntracked,
                _ => BatchStatistics.Running,
            };
            return torch.Tape.Stored(torch.Tape.BatchNorm(
                torch["input"], torch["scale"], torch["shift"], torch["mean"], torch["variance"], words[1] == "relu"));
        });
    }
}
