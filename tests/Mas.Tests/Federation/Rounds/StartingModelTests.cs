using System.Security.Cryptography;
using Mas.Engine.Checkpoints;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;
using Mas.Export;
using Mas.Federation.Journals;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Tests.Federation.Runs;

namespace Mas.Tests.Federation.Rounds;

/// <summary>Runs that start from given weights.</summary>
public class StartingModelTests(TinyRuns runs) : IClassFixture<TinyRuns>
{
    [Fact]
    public void ARunFromAnExportedModelBeginsWithTheTestLossThatTheOtherEndedWith()
    {
        var first = TinyRuns.Start(Whole("first"));
        using var folder = RunFolder.Look(runs["first"], TestCatalogue.Learning);
        var file = RunExport.Of(folder).Write(ExportFormat.Safetensors, runs["exported"], DataMeaning.Unknown)[0];

        var fromFile = TinyRuns.Start(Whole("from-file") with { From = file, Seed = 7 });
        var fromRun = TinyRuns.Start(Whole("from-run") with { From = runs["first"], Seed = 7 });

        Assert.Equal(first.TestLoss.PerTask, fromFile.InitialTestLoss.PerTask);
        Assert.NotEqual(first.InitialTestLoss.PerTask, fromFile.InitialTestLoss.PerTask);
        Assert.Equal(fromFile.ModelSha256, fromRun.ModelSha256);
    }

    [Fact]
    public void AnInterruptedRunNeedsNothingOutsideItsFolderAndEndsWithTheSameBits()
    {
        TinyRuns.Start(Whole("source"));
        var options = runs.Options("resumed") with { From = runs["source"] };
        var undisturbed = TinyRuns.Start(options with { Out = runs["straight"] });

        TinyRuns.StartAndInterrupt(options, happened => happened is RunStarted);
        Directory.Delete(runs["source"], recursive: true);
        var resumed = TinyRuns.Resume(options);

        Assert.Equal(undisturbed.ModelSha256, resumed.ModelSha256);
        Assert.Equal(undisturbed.InitialTestLoss.PerTask, resumed.InitialTestLoss.PerTask);
        Assert.NotEqual(runs.Undisturbed.ModelSha256, resumed.ModelSha256);
    }

    [Fact]
    public void OfSeveralModelsTheOneWithMostOfTheTasksIsTakenAndTheRestIsDrawn()
    {
        _ = runs.Undisturbed;
        TinyRuns.Start(Whole("part") with { Tasks = "nd", From = runs["undisturbed"] });

        using var folder = RunFolder.Look(runs["part"], TestCatalogue.Learning);
        var start = folder.Options.Start!;
        Assert.Equal(Path.Combine(runs["undisturbed"], "checkpoints/dk.d-0004.safetensors"), start.File);
        Assert.Equal(["d"], start.Decoders);
        Assert.Equal(["n"], start.DrawnDecoders);
        Assert.Empty(start.DrawnEncoder);
        Assert.Equal(
            start.Sha256,
            Convert.ToHexStringLower(
                SHA256.HashData(File.ReadAllBytes(Path.Combine(runs["part"], StartingWeights.FileName)))));
    }

    [Fact]
    public void ADecoderIsTakenWholeOrNotAtAllAndTheEncoderInParts()
    {
        var options = Whole("unused") with { From = runs["partial.safetensors"] };
        using var model = TestCatalogue.Learning.Model(options.Model(options.TaskSet()));
        var slots = model.Parameters.Layout().Slots;
        var lost = slots.Last(slot => slot.Name.StartsWith(MultiTaskModel.EncoderPrefix, StringComparison.Ordinal));
        var missing = slots.First(slot => slot.Name.StartsWith("decoders.d.", StringComparison.Ordinal));
        var wider = slots.First(slot => slot.Name.StartsWith("decoders.k.", StringComparison.Ordinal));
        using var other = new NamedTensors(new TensorLayout(
            from slot in slots
            where slot != lost && slot != missing
            select (slot.Name, slot == wider ? new Shape(1, 1, 1, slot.Shape.Count + 1) : slot.Shape, slot.Role)));
        using (var file = File.Create(options.From))
        {
            SafetensorsFile.Write(file, other);
        }

        var start = StartingModel.Of(options)!;

        Assert.Empty(start.Weights.Decoders);
        Assert.Equal(["d", "k"], start.Weights.DrawnDecoders);
        Assert.Equal([lost.Name], start.Weights.DrawnEncoder);
        using var taken = SafetensorsFile.Read(new MemoryStream(start.Content));
        Assert.All(taken.Layout.Slots, slot => Assert.StartsWith(MultiTaskModel.EncoderPrefix, slot.Name));
    }

    [Fact]
    public void WhatCannotBeStartedFromIsRefusedInASentenceAndNothingIsWritten()
    {
        _ = runs.Undisturbed;
        File.WriteAllText(runs["text"], "no weights");
        var other = runs["other.safetensors"];
        using (var tensors = new NamedTensors(new TensorLayout([("model.weight", new Shape(1, 1, 2, 3), ParameterRole.Weight)])))
        {
            using var file = File.Create(other);
            SafetensorsFile.Write(file, tensors);
        }

        Refused(runs["nowhere"], $"--from is '{runs["nowhere"]}'; expected a run folder or a safetensors file that exists.");
        Refused(runs.Data, $"{runs.Data} is not a run folder: run.json is missing. Give a folder that mas run has made.");
        Refused(runs["text"], $"{runs["text"]}: ");
        Refused(other, $"{other}: The file has no tensor of the model; expected names such as 'encoder.");
        var shapes = Refused(runs["undisturbed"], $"{Path.Combine(runs["undisturbed"], "checkpoints/dk.d-0004.safetensors")}: "
            + "Tensor 'encoder.", options => options with { Encoder = "xception-half" });
        Assert.Matches(@"Tensor 'encoder\.[\w.]+' has shape \([\d, ]+\); the model has \([\d, ]+\)\.$", shapes);
    }

    [Fact]
    public void ARunWithoutARoundHasNoModelToStartFrom()
    {
        RunFolder.Create(Whole("begun"), TimeProvider.System).Dispose();

        Refused(runs["begun"], $"{runs["begun"]} has no model yet: no round of it is finished.");
    }

    [Fact]
    public void AStartThatIsDamagedIsNamedWhenTheRunResumes()
    {
        _ = runs.Undisturbed;
        var options = Whole("damaged") with { From = runs["undisturbed"] };
        TinyRuns.StartAndInterrupt(options, happened => happened is RunStarted);
        File.Delete(Path.Combine(options.Out!, StartingWeights.FileName));

        Assert.Equal(
            $"{options.Out}: The checkpoint start.safetensors is missing.",
            Assert.Throws<InputException>(() => TinyRuns.Resume(options)).Message);
    }

    private RunOptions Whole(string name) =>
        runs.Options(name) with { Method = "all-in-one", Rounds = 2, MergeRounds = 1 };

    private string Refused(string from, string beginning, Func<RunOptions, RunOptions>? change = null)
    {
        var options = (change ?? (same => same))(Whole("refused") with { From = from });

        var message = Assert.Throws<InputException>(() => TinyRuns.Start(options)).Message;

        Assert.StartsWith(beginning, message);
        Assert.DoesNotContain('\n', message);
        Assert.False(Directory.Exists(options.Out));
        return message;
    }
}
