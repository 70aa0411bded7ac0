using System.CommandLine;
using System.Text.Json;
using Mas.Cli.Parsing;
using Mas.Cli.Showing;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Files;
using Mas.Vision.Pictures;
using Mas.Vision.Png;
using Mas.Vision.Taskonomy;

namespace Mas.Cli.Verbs;

/// <summary><c>mas data inspect</c>: looks into a data set and says what is wrong with it.</summary>
internal static class DataInspectVerb
{
    private const int SheetViews = 8;
    private const int ExclusionsNamed = 5;

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var standard = new RunOptions();
        var directory = new Argument<string>("DIR") { Description = "The data set's folder, in Taskonomy's layout." };
        var imageSize = RunChoice.ImageSize(
            standard.ImageSize, "Width and height of the pictures in training and on the contact sheet "
            + "in pixels; every view must have a valid pixel at that size");
        var sheet = Choice.Place(
            "--contact-sheet", "FILE", $"Draw {SheetViews} views with all their maps side by side into this PNG file.");
        var describe = Choice.Switch(
            "--write-description", "Write a dataset.json with normalisation constants measured here, if there is "
            + "none.");
        var exclude = Choice.Switch(
            "--exclude-damaged", "If all faults are in individual views or buildings, list those under exclude in "
            + "dataset.json; nothing else in it changes.");
        var cache = RunChoice.Cache();
        var threads = Choice.Threads("read");
        var json = Choice.Json();
        var verb = new Verb(
            "inspect", "Counts a data set's views, measures its maps, and lists its faults.",
            "mas data inspect DIR",
            "mas data inspect DIR --contact-sheet sheet.png")
        {
            directory, imageSize, sheet, describe, exclude, cache, threads, json,
        };
        verb.SetAction(parsed =>
        {
            var place = parsed.GetValue(directory)!;
            Check(place, parsed.GetValue(describe), parsed.GetValue(sheet));
            using var interruption = new Interruption(terminal);
            return interruption.Guard(() => "", () =>
            {
                var inspection = Inspect([]);
                var damaged = inspection.Damaged;
                if (parsed.GetValue(exclude) && damaged.Count > 0)
                {
                    inspection = Inspect(damaged);
                }

                if (parsed.GetValue(json))
                {
                    terminal.Out.WriteLine(JsonSerializer.Serialize(
                        InspectionDocument.Of(inspection), CliJson.Default.InspectionDocument));
                }
                else
                {
                    InspectionTables.Show(terminal, inspection);
                }

                foreach (var fault in inspection.Faults)
                {
                    terminal.Error.WriteLine(fault);
                }

                if (inspection.Faults.Count > 0)
                {
                    if (parsed.GetValue(exclude))
                    {
                        terminal.Error.WriteLine("Nothing is excluded: these faults would remain.");
                    }
                    else if (damaged.Count > 0)
                    {
                        terminal.Error.WriteLine(DatasetDescription.WayOut(place));
                    }

                    return ExitCode.BadInput;
                }

                if (parsed.GetValue(exclude))
                {
                    Exclude(terminal, place, damaged, written: parsed.GetValue(describe));
                }

                if (parsed.GetValue(describe))
                {
                    inspection.Measured().Write(place);
                    terminal.Error.WriteLine($"{DescriptionIn(place)} is written.");
                }

                if (parsed.GetValue(sheet) is { } file)
                {
                    using var dataset = Dataset.Open(
                        place, inspection.Tasks, parsed.GetValue(imageSize),
                        new DatasetOptions { CacheDirectory = parsed.GetValue(cache) }, interruption.Token);
                    DurableFile.Write(
                        file, stream => stream.Write(PngCodec.Encode(DatasetSheet.Draw(dataset, SheetViews))));
                    terminal.Error.WriteLine($"{file} is drawn.");
                }

                return ExitCode.Done;

                DatasetInspection Inspect(IReadOnlyList<string> without) => DatasetInspection.Inspect(
                    place, parsed.GetValue(imageSize), parsed.GetValue(threads), without, interruption.Token);
            });
        });
        return verb;
    }

    // A description that is written anew lists them by itself.
    private static void Exclude(Terminal terminal, string directory, IReadOnlyList<string> damaged, bool written)
    {
        if (damaged.Count > 0 && !written)
        {
            DatasetDescription.AddExclusions(directory, damaged);
        }

        terminal.Error.WriteLine(damaged.Count == 0
            ? "Nothing is damaged, so nothing is excluded."
            : $"{DescriptionIn(directory)} excludes {string.Join(", ", damaged.Take(ExclusionsNamed))}"
                + (damaged.Count > ExclusionsNamed ? $" and {damaged.Count - ExclusionsNamed} more." : "."));
    }

    private static void Check(string directory, bool describe, string? sheet)
    {
        var faults = new List<string>();
        if (!Directory.Exists(directory))
        {
            faults.Add($"The data set '{directory}' cannot be found; give a folder with rgb and a folder a task.");
        }

        if (describe && File.Exists(DescriptionIn(directory)))
        {
            faults.Add($"{DescriptionIn(directory)} already exists; remove it first to have it measured again.");
        }

        if (sheet is not null && ResultPlace.Fault("--contact-sheet", sheet, ResultPlace.Picture) is { } wrong)
        {
            faults.Add(wrong);
        }

        if (faults.Count > 0)
        {
            throw new InputException(string.Join(Environment.NewLine, faults));
        }
    }

    private static string DescriptionIn(string directory) => Path.Combine(directory, DatasetDescription.FileName);
}
