using Mas.Federation;
using Mas.Federation.Comparisons;
using Mas.Federation.Grouping;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Reports.Comparing;
using Mas.Tests.Federation.Runs;

namespace Mas.Tests.Federation.Comparisons;

/// <summary>Real methods on four small buildings, compared in one folder.</summary>
public sealed class ComparisonTests(TinyRuns runs) : IClassFixture<TinyRuns>
{
    [Fact]
    public void EveryRunEndsAsItWouldByItselfAndIsChargedInFull()
    {
        var folder = Compared(
            "whole", "one-by-one", "hoa-2", "tag-1", "merge-and-split-2", "merge-and-split-2:merge-rounds=1");
        Train(folder);

        foreach (var run in folder.Runs)
        {
            var name = Path.GetFileName(Path.GetDirectoryName(run.Path));
            var alone = TinyRuns.Start(run.Options with { Out = runs[$"whole-alone-{name}"] });
            var compared = ResultFile.Read(Path.Combine(run.Path, ResultFile.FileName));
            Assert.Equal(alone.ModelSha256, compared.ModelSha256);
            Assert.Equal(alone.TestLoss.PerTask, compared.TestLoss.PerTask);
            Assert.Equal(alone.ValidationLoss.PerTask, compared.ValidationLoss.PerTask);
            Assert.Equal(alone.Cost.TrainFlops, compared.Cost.TrainFlops);
            Assert.Equal(alone.Cost.BytesDown, compared.Cost.BytesDown);
            Assert.Equal(
                alone.Stages.Select(stage => (stage.Name, stage.Rounds)).Order(),
                compared.Stages.Select(stage => (stage.Name, stage.Rounds)).Order());
        }

        // Singles serve one-by-one and hoa; the merged rounds serve merge-and-split with one round, with two, and tag.
        Assert.Equal([("d", 4), ("k", 4)], Reused(folder, "one-by-one").Concat(Reused(folder, "hoa-2")));
        Assert.Equal([("dk", 2)], Reused(folder, "tag-1"));
        Assert.Equal([("dk", 1)], Reused(folder, "merge-and-split-2").Concat(
            Reused(folder, "merge-and-split-2:merge-rounds=1")));
    }

    [Fact]
    public void RunsAreNumberedInTheOrderTheyAreTrainedIn()
    {
        var folder = Compared("in-turn", "one-by-one", "hoa-2", "merge-and-split-2");
        var watched = new List<ComparisonRun>();
        using var source = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => Comparison.Train(
            folder,
            run =>
            {
                watched.Add(run);
                source.Cancel();
                return new RunObserver();
            },
            (_, _) => { },
            source.Token));

        var order = Comparison.InTurn(folder);
        Assert.Equal(["merge-and-split-2", "one-by-one", "hoa-2"], order.Select(run => run.Method));
        Assert.Equal([order[0]], watched);
    }

    [Fact]
    public void AnInterruptedComparisonEndsWithTheSameBits()
    {
        var undisturbed = Compared("calm", "one-by-one", "merge-and-split-2");
        Train(undisturbed);
        var folder = Compared("interrupted", "one-by-one", "merge-and-split-2");
        using (var source = new CancellationTokenSource())
        {
            Assert.ThrowsAny<OperationCanceledException>(() => Comparison.Train(
                folder,
                _ => new RunObserver
                {
                    Journaled = happened =>
                    {
                        if (happened is RoundFinished { Stage: "k", Round: 2 })
                        {
                            source.Cancel();
                        }
                    },
                },
                (_, _) => { },
                source.Token));
        }

        Train(ComparisonFolder.Open(folder.Path, TestCatalogue.Runs));

        Assert.Equal(Models(undisturbed), Models(folder));
    }

    [Fact]
    public void ARunKilledWhileItTakesOverAStageTakesOverTheRest()
    {
        var folder = Compared("torn", "one-by-one", "hoa-2");
        Train(folder);
        var hoa = folder.Runs.Single(run => run.Method == "hoa-2");
        var (journal, whole) = (Path.Combine(hoa.Path, Journal.FileName), Models(folder));
        var lines = File.ReadAllLines(journal).ToList();
        var reused = lines.FindIndex(line => line.Contains("\"rounds-reused\"", StringComparison.Ordinal));
        File.WriteAllLines(journal, lines.Take(reused + 2));

        Train(folder);

        Assert.Equal(whole, Models(folder));
        Assert.Empty(hoa.Past().Warnings);
        Assert.Equal(
            [4, 3],
            hoa.Past().Events.OfType<RoundsReused>().Where(reused => reused.Stage == "d").Select(reused => reused.Rounds));
        Assert.Equal([1, 2, 3, 4], hoa.Past().Stage("d")!.Rounds.Select(round => round.Round));
    }

    [Fact]
    public void RunsOfVersionsThatTrainOtherwiseAreNotCompared()
    {
        var folder = Compared("versions", "one-by-one");
        Train(folder);
        var journal = Path.Combine(folder.Runs[0].Path, Journal.FileName);
        File.WriteAllText(journal, File.ReadAllText(journal).Replace(",\"training\":1", "", StringComparison.Ordinal));
        Train(folder);
        var more = ComparisonFolder.Create(folder.Path, folder.Options with { Seeds = 2 });

        var refusal = Assert.Throws<InputException>(() => Train(more));

        Assert.StartsWith(
            $"{folder.Runs[0].Path} was started by a version of Mas that trains differently", refusal.Message);
        Assert.False(more.Runs[1].IsBegun);
    }

    [Fact]
    public void AComparisonGoesOnWithItsOwnOptionsOnly()
    {
        var options = new ComparisonOptions(["one-by-one"], 2, runs.Options("unused")) { Catalogue = TestCatalogue.Runs };
        var place = runs["own"];
        ComparisonFolder.Create(place, options);
        var before = File.ReadAllText(Path.Combine(place, ComparisonFolder.OptionsFileName));

        var more = options with { Run = options.Run with { Threads = 3 } };
        Assert.Equal(2, ComparisonFolder.Create(place, more).Runs.Count);
        foreach (var other in new[]
        {
            options with { Seeds = 1 },
            options with { Methods = ["all-in-one"] },
            options with { Methods = ["one-by-one", "all-in-one"], Run = options.Run with { Batch = 2 } },
            options with { Run = options.Run with { Batch = 2 } },
        })
        {
            var fault = Assert.Throws<InputException>(() => ComparisonFolder.Create(place, other));
            Assert.StartsWith($"--out {place} holds a comparison with other options;", fault.Message);
        }

        Assert.Equal(before, File.ReadAllText(Path.Combine(place, ComparisonFolder.OptionsFileName)));
        var run = Assert.Throws<InputException>(() => ComparisonFolder.Create(runs.Data, options));
        Assert.Contains("already exists and is not a comparison", run.Message);
    }

    [Fact]
    public void MoreMethodsAndSeedsComeToAComparisonAndReuseItsStages()
    {
        var options = new ComparisonOptions(["all-in-one"], 1, runs.Options("unused")) { Catalogue = TestCatalogue.Runs };
        Train(ComparisonFolder.Create(runs["grown"], options));

        var more = options with { Methods = ["hoa-2", "all-in-one"], Seeds = 2, Command = "more" };
        var grown = ComparisonFolder.Create(runs["grown"], more);
        Train(grown);

        Assert.Equal(
            [("hoa-2", 0UL), ("all-in-one", 0), ("hoa-2", 1), ("all-in-one", 1)],
            grown.Runs.Select(run => (run.Method, run.Options.Seed)));
        Assert.All(grown.Runs, run => Assert.True(run.IsFinished));
        Assert.Contains(
            grown.Runs[0].Past().Events.OfType<RoundsReused>(), reused => reused.Stage == "dk" && reused.Rounds == 4);
        var read = ComparisonFolder.Open(grown.Path, TestCatalogue.Runs).Options;
        Assert.True(read.TrainsTheSameAs(more));
        Assert.Equal("more", read.Command);
    }

    [Fact]
    public void AComparisonWhoseDataMovedGoesOnWhereItsFolderIsNamedAndItsStagesAreReused()
    {
        var options = new ComparisonOptions(
            ["all-in-one"], 1, runs.Options("unused") with { Data = runs.CopyData("compared-data") })
        { Catalogue = TestCatalogue.Runs };
        Train(ComparisonFolder.Create(runs["compared-moved"], options));
        var moved = runs["compared-data-elsewhere"];
        Directory.Move(options.Run.Data!, moved);

        var lost = Assert.Throws<InputException>(() => ComparisonFolder.Create(
            runs["compared-moved"], options with { Methods = ["all-in-one", "hoa-2"] }));
        var grown = ComparisonFolder.Create(
            runs["compared-moved"],
            options with { Methods = ["all-in-one", "hoa-2"], Run = options.Run with { Data = moved } });
        Train(grown);

        Assert.Contains($"are not in {options.Run.Data}; give the folder that has them with --data DIR.", lost.Message);
        Assert.Contains(("dk", 4), Reused(grown, "hoa-2"));
        Assert.Equal(moved, ComparisonFolder.Open(grown.Path, TestCatalogue.Runs).Options.Run.Data);
    }

    [Fact]
    public void AComparisonGoesOnByItsFolderAloneWhereItsDataMoved()
    {
        var options = new ComparisonOptions(
            ["all-in-one"], 1, runs.Options("unused") with { Data = runs.CopyData("resumed-data") })
        { Catalogue = TestCatalogue.Runs };
        var folder = ComparisonFolder.Create(runs["resumed-moved"], options);
        var moved = runs["resumed-data-elsewhere"];
        Directory.Move(options.Run.Data!, moved);

        Train(ComparisonFolder.Open(folder.Path, TestCatalogue.Runs, new ResumeOptions { Data = moved }));

        Assert.True(ComparisonFolder.Open(folder.Path, TestCatalogue.Runs).Runs[0].IsFinished);
        var file = Directory.GetFiles(Path.Combine(moved, "rgb"), "*.png", SearchOption.AllDirectories)[0];
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        var other = Assert.Throws<InputException>(
            () => ComparisonFolder.Open(folder.Path, TestCatalogue.Runs, new ResumeOptions { Data = moved }));
        Assert.Contains(Path.GetFileName(Path.GetDirectoryName(file)!), other.Message);
    }

    [Fact]
    public void ARunThatIsNotTheComparisonsIsNotTakenForIt()
    {
        var folder = Compared("foreign", "all-in-one");
        TinyRuns.Start(folder.Runs[0].Options with { LearningRate = 0.01 });

        var refused = Assert.Throws<InputException>(() => ComparedMethod.ReadAll(folder));

        Assert.Equal(
            $"{folder.Runs[0].Path} holds a run with different options; move it elsewhere.",
            refused.Message);
        File.Copy(
            Path.Combine(folder.Runs[0].Path, RunFolder.OptionsFileName),
            Path.Combine(folder.Path, RunFolder.OptionsFileName));
        Assert.Contains(
            "holds both a run (run.json) and a comparison (comparison.json)",
            Assert.Throws<InputException>(() => ComparisonFolder.Is(folder.Path)).Message);
    }

    [Fact]
    public void EveryFaultIsToldOnceAndNothingIsWritten()
    {
        var options = new ComparisonOptions(["one-by-one", "tag-3"], 0, runs.Options("unused") with { Batch = 0 }) { Catalogue = TestCatalogue.Runs };

        var fault = Assert.Throws<InputException>(() => ComparisonFolder.Create(runs["faulty"], options));

        Assert.Equal(
            [
                "--seeds is 0; expected a whole number, 1 to 1000.",
                "--batch is 0; expected a whole number, 1 to 1024.",
                "tag-3: --groups is 3; expected a whole number, 1 to 2, as --tasks is 'dk'.",
            ],
            fault.Message.Split(Environment.NewLine));
        Assert.False(Path.Exists(runs["faulty"]));
    }

    [Fact]
    public void WhatNoRunCouldDoIsRefusedBeforeAnythingIsWritten()
    {
        var options = new ComparisonOptions(
            ["one-by-one", "merge-and-split"], 1, runs.Options("unused") with { Groups = GroupCount.Auto, Budget = 0.1 })
        { Catalogue = TestCatalogue.Runs };

        var fault = Assert.Throws<InputException>(() => ComparisonFolder.Create(runs["beyond"], options));

        Assert.StartsWith("merge-and-split: --budget 0.1 is too small: ", fault.Message);
        Assert.False(Path.Exists(runs["beyond"]));
    }

    [Fact]
    public void WhoReusesAStageTellsWhenItsProbingStopped()
    {
        var options = runs.Options("unused") with { Rounds = 8, MergeRounds = 7, ProbeStop = 1, EvaluateEvery = 3 };
        var folder = ComparisonFolder.Create(
            runs["stopped"],
            new ComparisonOptions(["merge-and-split-2", "merge-and-split-2:inherit=none"], 1, options) { Catalogue = TestCatalogue.Runs });
        Train(folder);

        var (trained, reused) = (folder.Runs[0].Past().Stage("dk")!, folder.Runs[1].Past().Stage("dk")!);
        Assert.Single(Reused(folder, "merge-and-split-2:inherit=none"));
        Assert.NotNull(trained.ProbingStopped);
        Assert.Equal(trained.ProbingStopped.Round, reused.ProbingStopped!.Round);
        Assert.Equal([3, 6, 7], reused.Evaluations.Select(evaluated => evaluated.Round));
        Assert.Equal(trained.Rounds.Select(round => round.Sha256), reused.Rounds.Select(round => round.Sha256));
    }

    [Fact]
    public void OptionsThatAnEarlierBuildDidNotHaveAreTheDefaults()
    {
        var folder = Compared("earlier", "one-by-one");
        var file = Path.Combine(folder.Path, ComparisonFolder.OptionsFileName);
        File.WriteAllLines(file, File.ReadAllLines(file).Where(
            line => !line.Contains("\"affinity\"", StringComparison.Ordinal)
                && !line.Contains("\"carbonIntensity\"", StringComparison.Ordinal)));

        Assert.True(ComparisonFolder.Open(folder.Path, TestCatalogue.Runs).Options.TrainsTheSameAs(folder.Options));
    }

    private static IEnumerable<(string Stage, int Rounds)> Reused(ComparisonFolder folder, string method) =>
        folder.Runs.Single(run => run.Method == method).Past().Events.OfType<RoundsReused>()
            .Select(reused => (reused.Stage, reused.Rounds));

    private static string[] Models(ComparisonFolder folder) =>
    [
        .. folder.Runs.SelectMany(
            run => ResultFile.Read(Path.Combine(run.Path, ResultFile.FileName)).ModelSha256.Values),
    ];

    private static void Train(ComparisonFolder folder)
    {
        Comparison.Train(
            folder, _ => RunObserver.None, (run, failure) => Assert.True(failure is null, $"{run.Method}: {failure}"),
            CancellationToken.None);
        Assert.All(ComparedMethod.ReadAll(folder), method => Assert.Equal(folder.Options.Seeds, method.Runs.Count));
    }

    private ComparisonFolder Compared(string name, params string[] methods) =>
        ComparisonFolder.Create(runs[name], new ComparisonOptions(methods, 1, runs.Options("unused")) { Catalogue = TestCatalogue.Runs });
}
