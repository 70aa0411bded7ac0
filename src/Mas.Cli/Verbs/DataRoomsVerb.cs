using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Cli.Showing;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Rooms;

namespace Mas.Cli.Verbs;

/// <summary><c>mas data rooms</c>: writes the embedded data set to a folder.</summary>
internal static class DataRoomsVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var standard = new RoomsOptions();
        var place = Choice.Required("--out", "DIR", "The new folder of the data set.");
        var buildings = Choice.Whole(
            "--buildings", standard.Buildings, RunTable.Whole(nameof(RunOptions.Buildings)), "Buildings, one per client");
        var imageSize = Choice.Whole(
            "--image-size", standard.ImageSize, RoomsOptions.ImageSizes, "Width and height of every picture and map in "
            + "pixels");
        var seed = Choice.Seed("--seed", standard.Seed, "Selects the buildings: the same seed gives the same files");
        var threads = Choice.Threads("draw");
        var verb = new Verb(
            "rooms",
            "Draws Rooms, a data set of indoor scenes with all nine maps, in Taskonomy's layout.",
            "mas data rooms --out rooms",
            "mas data rooms --out rooms --buildings 8 --image-size 128");
        verb.Add(OptionSection.Data, place, buildings, imageSize, seed, threads);
        verb.SetAction(parsed =>
        {
            var options = new RoomsOptions
            {
                Buildings = parsed.GetValue(buildings),
                ImageSize = parsed.GetValue(imageSize),
                Seed = parsed.GetValue(seed),
                Threads = parsed.GetValue(threads),
            };
            var directory = parsed.GetValue(place)!;
            using var interruption = new Interruption(terminal);
            return interruption.Guard(() => "Nothing was written.", () =>
            {
                var lines = new PreparationLines(terminal.Error, TimeProvider.System);
                RoomsGenerator.Write(
                    directory, options, percent => lines.Report("Drawing the Rooms", percent / 100.0),
                    interruption.Token);
                terminal.Out.WriteLine(
                    $"Rooms with {Plural.Of(options.Buildings, "building")} of {options.ImageSize} x "
                    + $"{options.ImageSize} pixels are in {directory}.");
                return ExitCode.Done;
            });
        });
        return verb;
    }
}
