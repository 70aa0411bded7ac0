using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Cli.Predictions;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Data;
using Mas.Learning.Png;

namespace Mas.Cli.Verbs;

/// <summary><c>mas predict</c>: draws what a run's models make of pictures.</summary>
internal static class PredictVerb
{
    private const int MaximumCount = 64;

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var run = new Argument<string>("RUN") { Description = "The folder of the run." };
        var picture = Choice.Place("--picture", "FILE", "A PNG picture of your own, of any size.");
        var building = Choice.Place("--building", "NAME", "A building of the run's data set; with --view.");
        var view = Choice.Whole("--view", 0, "Which view of --building, of those in --split; from 0.");
        var split = SplitChoice.Create("Which views of the run's data set");
        var count = Choice.Whole(
            "--count", 4, $"How many views of --split, spread over the buildings; 1 to {MaximumCount}.");
        var place = new Option<string>("--out")
        {
            HelpName = "FILE",
            Description = "The PNG file to draw.",
            Required = true,
        };
        var verb = new Command(
            "predict", "Draws the predicted map of every task beside the picture and, where it is known, the truth.")
        {
            run, picture, building, view, split, count, place,
        };
        verb.SetAction(parsed =>
        {
            var (file, name) = (parsed.GetValue(picture), parsed.GetValue(building));
            var chosen = Check(
                file, name, parsed.GetValue(split)!, parsed.GetValue(count), parsed.GetValue(place)!);
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
                File.WriteAllBytes(parsed.GetValue(place)!, PngCodec.Encode(sheet));
                terminal.Out.WriteLine(parsed.GetValue(place));
                return ExitCode.Done;
            });
        });
        return verb;
    }

    private static Split Check(string? file, string? building, string split, int count, string place)
    {
        var faults = new List<string>();
        if (file is not null && building is not null)
            faults.Add("--picture and --building exclude each other; give one of them.");
        if (file is not null && !File.Exists(file))
            faults.Add($"--picture {file} cannot be found.");
        if (count is < 1 or > MaximumCount)
            faults.Add($"--count {count} is out of range; it must be 1 to {MaximumCount}.");
        var chosen = SplitChoice.Parse(split, faults);
        if (PicturePlace.Fault("--out", place) is { } wrong)
            faults.Add(wrong);
        return faults.Count > 0 ? throw new InputException(string.Join(Environment.NewLine, faults)) : chosen!.Value;
    }
}
