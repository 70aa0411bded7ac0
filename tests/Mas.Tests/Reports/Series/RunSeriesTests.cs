using Mas.Federation.Journals;
using Mas.Reports.Series;

namespace Mas.Tests.Reports.Series;

public class RunSeriesTests
{
    private static readonly RunHistory _history = RunHistory.Of(SampleRun.Events());
    private static readonly RunSeries _series = RunSeries.Of("sample, \"one\"", SampleRun.Options, _history);

    [Fact]
    public void EveryRoundHasItsTrainingLossesAndItsCost()
    {
        foreach (var round in _history.Stages.SelectMany(stage => stage.Rounds))
        {
            var found = _series.Measurements.Where(
                measured => measured.Stage == round.Stage && measured.Round == round.Round).ToArray();

            foreach (var (task, loss) in round.TrainLoss)
            {
                Assert.Equal(loss, Assert.Single(found, measured => measured is { Split: "train", Name: "loss" } && measured.Task == task).Value);
            }

            Assert.Equal(round.Cost.TrainFlops, Assert.Single(found, measured => measured.Name == "trainFlops").Value);
            Assert.Equal(round.LearningRate, Assert.Single(found, measured => measured.Name == "learningRate").Value);
        }
    }

    [Fact]
    public void EveryEvaluationHasItsLossesAndNothingThatWasNotMeasured()
    {
        foreach (var evaluated in _history.Stages.SelectMany(stage => stage.Evaluations))
        {
            foreach (var (task, loss) in evaluated.Losses)
            {
                var found = _series.Measurements.Where(measured =>
                    measured.Stage == evaluated.Stage && measured.Round == evaluated.Round
                    && measured.Split == evaluated.Split && measured.Task == task && measured.Name == "loss"
                    && measured.Client.Length == 0).Select(measured => (double?)measured.Value);

                Assert.Equal(loss is null ? [] : [loss], found);
            }
        }

        Assert.Contains(_series.Measurements, measured => measured is { Split: "initial-test", Round: 0 });
    }

    [Fact]
    public void TheTableHasARowPerNumber()
    {
        using var text = new StringWriter();

        SeriesCsv.Write([_series], text);

        var lines = text.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal("run,method,seed,stage,round,time,split,task,client,metric,value", lines[0]);
        Assert.Equal(_series.Measurements.Count, lines.Length - 1);
        Assert.All(lines[1..], line => Assert.StartsWith("\"sample, \"\"one\"\"\",merge-and-split,0,sdnkt", line));
        var first = _series.Measurements.First(measured => measured.Split == "train");
        Assert.Contains(
            FormattableString.Invariant($",{first.Round},{first.Time:yyyy-MM-ddTHH:mm:ss.fffZ},train,{first.Task},,loss,{first.Value:R}"),
            text.ToString());
    }

    [Fact]
    public void ABoardHasAFilePerStageAndSplitWhoseScalarsAreTheMeasurements()
    {
        using var folder = new Federation.TemporaryFolder();

        TensorBoardFolder.Write(folder["board"], [_series]);
        TensorBoardFolder.Write(folder["board"], [_series]);

        string[] files = [.. Directory.EnumerateFiles(folder["board"], "*", SearchOption.AllDirectories).Order()];
        Assert.Equal(
            ["sdnkt.kt/test", "sdnkt.kt/train", "sdnkt.kt/validation", "sdnkt.sdn/test", "sdnkt.sdn/train",
                "sdnkt.sdn/validation", "sdnkt/initial-test", "sdnkt/train", "sdnkt/validation"],
            files.Select(file => Path.GetRelativePath(folder["board"], Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Matches(@"^events\.out\.tfevents\.\d{10}\.mas$", Path.GetFileName(file)));
        var scalars = EventRecords.Read(File.ReadAllBytes(files.Single(file => file.Contains("sdnkt/validation"))));
        Assert.Equal(
            _series.Measurements.Where(measured => measured is { Stage: "sdnkt", Split: "validation", Task: "d", Name: "loss" })
                .Select(measured => ((long)measured.Round, (float)measured.Value)),
            scalars.Where(scalar => scalar.Tag == "loss/depth").Select(scalar => (scalar.Step, scalar.Value)));
    }
}
