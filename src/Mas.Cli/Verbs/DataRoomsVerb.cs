using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Federation.Runs;
using Mas.Learning.Rooms;

namespace Mas.Cli.Verbs;

/// <summary><c>mas data rooms</c>: writes the embedded data set to a folder.</summary>
internal static class DataRoomsVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var standard = new RoomsOptions();
        var place = new Option<string>("--out")
        {
            HelpName = "DIR",
            Description = "The new folder of the data set.",
            Required = true,
        };
        var buildings = Choice.Whole(
            "--buildings", standard.Buildings, $"Buildings, one a client; {RunRanges.Buildings}.");
        var imageSize = Choice.Whole(
            "--image-size", standard.ImageSize, "Width and height of every picture and map in pixels; 16 to 1024.");
        var seed = Choice.Seed("--seed", standard.Seed, "Picks the buildings: the same seed gives the same files.");
        var threads = Choice.Whole("--threads", standard.Threads, $"Threads that draw; {RunRanges.Threads}.");
        var verb = new Command(
            "rooms",
            "Draws Rooms, a data set of indoor scenes with all nine maps, in Taskonomy's layout.")
        {
            place, buildings, imageSize, seed, threads,
        };
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
                RoomsGenerator.Write(directory, options, cancellation: interruption.Token);
                terminal.Out.WriteLine(
                    $"Rooms with {options.Buildings} buildings of {options.ImageSize} x {options.ImageSize} pixels lie in "
                    + $"{directory}.");
                return ExitCode.Done;
            });
        });
        return verb;
    }
}
