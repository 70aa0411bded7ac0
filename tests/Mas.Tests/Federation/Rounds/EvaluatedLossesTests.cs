using Mas.Federation.Rounds;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Tests.Federation.Rounds;

public class EvaluatedLossesTests
{
    private static readonly IReadOnlyList<LearningTask> _tasks = LearningTask.Parse("dk");

    [Fact]
    public void ClientsWeighByThePixelsTheyMeasured()
    {
        var found = EvaluatedLosses.Over(_tasks, [
            ([new(1, 100), new(2, 400)], 4), ([new(5, 300), MeanLoss.None], 400), ([MeanLoss.None, new(3, 100)], 1),
        ]);

        Assert.Equal(new MeanLoss(4, 400), found.Losses["d"]);
        Assert.Equal(new MeanLoss(2.2, 500), found.Losses["k"]);
        Assert.Equal(405, found.Views);
    }

    [Fact]
    public void WhereNoClientMeasuresThereIsNoLoss()
    {
        var found = EvaluatedLosses.Over(
            _tasks, [([MeanLoss.None, new(0.1, 7)], 4), ([MeanLoss.None, MeanLoss.None], 0)]);

        Assert.Null(found.Losses["d"].Value);
        Assert.Equal(new MeanLoss(0.1, 7), found.Losses["k"]);
        Assert.Null(EvaluatedLosses.Over(_tasks, []).Losses["d"].Value);
    }
}
