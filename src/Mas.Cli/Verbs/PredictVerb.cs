using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Cli.Predictions;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Files;
using Mas.Vision.Png;
using Mas.Vision.Taskonomy;

namespace Mas.Cli.Verbs;

/// <summary><c>mas predict</c>: draws what a run's models predict for pictures.</summary>
internal static class PredictVerb
{
    private const int MaximumCount = 64;

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var run = new Argument<string>("RUN") { Description = "The folder of the run." };
        var picture = Choice.Place("--picture", "FILE", "A PNG picture of your own, of any size.");
        var data = Choice.Place("--data", "DIR", "A data set in Taskonomy's layout. Default: the run's own.");
        var cache = RunChoice.Cache();
        var building = Choice.Place("--building", "NAME", "A building of the data set, for --view.");
        var view = Choice.Whole(
            "--view", 0, new(0, int.MaxValue), "The index of a view among those of --building in --split");
        var split = SplitChoice.Create("The views of the data set");
        var count = Choice.Whole(
            "--count", 4, new(1, MaximumCount), "How many views of --split, spread over the buildings");
        var place = Choice.Required("--out", "FILE", "The PNG file to draw.");
        var verb = new Verb(
            "predict",
            "Draws the predicted map of every task alongside the picture and, where it is known, the truth.",
            "mas predict runs/first --out predicted.png",
            "mas predict runs/first --picture photo.png --out predicted.png")
        {
            run,
        };
        verb.Add(OptionSection.Data, picture, data, cache, building, view, split, count);
        verb.Add(OptionSection.Results, place);
        verb.Faults = parsed => Faults(parsed.GetValue(picture), parsed.GetValue(building), parsed.GetValue(place)!);
        verb.SetAction(parsed =>
        {
            var (file, name) = (parsed.GetValue(picture), parsed.GetValue(building));
            var chosen = SplitChoice.Of(parsed.GetValue(split)!);
            using var folder = RunFolder.Look(parsed.GetValue(run)!, CommandCatalogue.Learning);
            using var interruption = new Interruption(terminal);
            return interruption.Guard(() => "", () =>
            {
                var (views, description) = file is not null
                    ? ([PredictionViews.File(file, folder.Options.ImageSize)],
                        Description(folder, parsed.GetValue(data)))
                    : Views(folder, parsed.GetValue(data), parsed.GetValue(cache), interruption.Token, dataset =>
                        name is not null ? [PredictionViews.Named(dataset, name, chosen, parsed.GetValue(view))]
                        : PredictionViews.Spread(dataset, chosen, parsed.GetValue(count)));
                var sheet = PredictionSheet.Draw(folder, views, description);
                DurableFile.Write(parsed.GetValue(place)!, file => file.Write(PngCodec.Encode(sheet)));
                terminal.Out.WriteLine(parsed.GetValue(place));
                return ExitCode.Done;
            });
        });
        return verb;
    }

    /// <summary>What is known about a data set from which no view is drawn; it need not exist.</summary>
    private static DatasetDescription Description(RunFolder folder, string? data) =>
        DatasetDescription.Read(data ?? folder.Options.Data ?? RunData.Location(folder.Options));

    private static (IReadOnlyList<PredictionView> Views, DatasetDescription Description) Views(
        RunFolder folder, string? data, string? cache, CancellationToken cancellation,
        Func<Dataset, IReadOnlyList<PredictionView>> choose)
    {
        using var opened = data is null
            ? folder.OpenData(new ResumeOptions { Cache = cache }, null, cancellation)
            : RunData.Open(
                folder.Options with { Data = data, Cache = cache ?? folder.Options.Cache }, null, cancellation);
        var dataset = PredictionViews.Pictures(opened);
        return (choose(dataset), dataset.Description);
    }

    private static IEnumerable<string> Faults(string? file, string? building, string place)
    {
        if (file is not null && building is not null)
        {
            yield return "--picture and --building exclude each other; give one of them.";
        }

        if (file is not null && !File.Exists(file))
        {
            yield return ValueFault.Of("--picture", $"'{file}'", "a file that exists");
        }

        if (PicturePlace.Fault("--out", place) is { } wrong)
        {
            yield return wrong;
        }
    }
}
