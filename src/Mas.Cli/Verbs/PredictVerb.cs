using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Cli.Predictions;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Files;
using Mas.Learning.Png;

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
        var building = Choice.Place("--building", "NAME", "A building of the run's data set, for --view.");
        var view = Choice.Whole(
            "--view", 0, new(0, int.MaxValue), "The index of a view among those of --building in --split");
        var split = SplitChoice.Create("The views of the run's data set");
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
        verb.Add(OptionSection.Data, picture, building, view, split, count);
        verb.Add(OptionSection.Results, place);
        verb.Faults = parsed => Faults(parsed.GetValue(picture), parsed.GetValue(building), parsed.GetValue(place)!);
        verb.SetAction(parsed =>
        {
            var (file, name) = (parsed.GetValue(picture), parsed.GetValue(building));
            var chosen = SplitChoice.Of(parsed.GetValue(split)!);
            using var folder = RunFolder.Look(parsed.GetValue(run)!);
            using var interruption = new Interruption(terminal);
            return interruption.Guard(() => "", () =>
            {
                using var dataset = RunData.Open(folder.Options, null, interruption.Token);
                IReadOnlyList<PredictionView> views = file is not null
                    ? [PredictionViews.File(file, folder.Options.ImageSize)]
                    : name is not null ? [PredictionViews.Named(dataset, name, chosen, parsed.GetValue(view))]
                    : PredictionViews.Spread(dataset, chosen, parsed.GetValue(count));
                var sheet = PredictionSheet.Draw(folder, views, dataset.Description);
                DurableFile.Write(parsed.GetValue(place)!, file => file.Write(PngCodec.Encode(sheet)));
                terminal.Out.WriteLine(parsed.GetValue(place));
                return ExitCode.Done;
            });
        });
        return verb;
    }

    private static IEnumerable<string> Faults(string? file, string? building, string place)
    {
        if (file is not null && building is not null)
            yield return "--picture and --building exclude each other; give one of them.";
        if (file is not null && !File.Exists(file))
            yield return ValueFault.Of("--picture", $"'{file}'", "a file that exists");
        if (PicturePlace.Fault("--out", place) is { } wrong)
            yield return wrong;
    }
}
