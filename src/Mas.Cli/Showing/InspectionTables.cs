using System.Globalization;
using Mas.Learning;
using Mas.Learning.Tasks;
using Mas.Vision.Taskonomy;
using Spectre.Console;

namespace Mas.Cli.Showing;

/// <summary>Shows what a data set holds.</summary>
internal static class InspectionTables
{
    private const int BarWidth = 24;
    private static readonly Style _soft = new(Color.Grey);
    private static readonly Style _bar = new(Color.Blue);

    /// <summary>Writes the tables to standard output.</summary>
    public static void Show(Terminal terminal, DatasetInspection inspection)
    {
        var console = ResultTables.Console(terminal, terminal.Out);
        var buildings = inspection.Buildings;
        var name = inspection.Description.Name.Length > 0 ? $"{inspection.Description.Name}: " : "";
        console.WriteLine(
            $"{name}{Plural.InWords(buildings.Count, "building")}, "
            + $"{Plural.Of(buildings.Sum(building => building.Train), "view")} to train on, "
            + $"{buildings.Sum(building => building.Validation)} to validate, "
            + $"{buildings.Sum(building => building.Test)} to test"
            + (inspection.ExcludedViews > 0 ? $", {inspection.ExcludedViews} excluded" : ""));
        if (buildings.Count > 0)
        {
            Write(console, inspection);
        }

        foreach (var note in inspection.Notes)
        {
            console.WriteLine();
            console.WriteLine($"note: {note}");
        }
    }

    private static void Write(IAnsiConsole console, DatasetInspection inspection)
    {
        console.WriteLine($"tasks: {string.Join(", ", inspection.Tasks.Select(Named))}");
        console.WriteLine("pictures: " + string.Join(
            ", ", inspection.Sizes.Select(size => $"{size.Pictures} of {size.Width} x {size.Height}")));
        console.WriteLine();
        if (inspection.Maps.Count > 0)
        {
            console.Write(Maps(inspection));
            console.WriteLine();
        }

        if (inspection.Classes is { Classes.Count: > 0 } classes)
        {
            console.WriteLine(
                $"classes: {Percent(classes.Labelled)} of the pixels of {Plural.InWords(classes.Maps, "map")} are "
                + "labelled; of these:");
            console.Write(Classes(classes));
            console.WriteLine();
        }

        console.Write(Buildings(inspection));

        string Named(LearningTask task) => $"{task.Mark} {task.Label}"
            + (inspection.BuildingsWith(task) is var labelled && labelled < inspection.Buildings.Count
                ? $" ({labelled} of {Plural.Of(inspection.Buildings.Count, "building")})" : "");
    }

    private static Table Maps(DatasetInspection inspection)
    {
        var table = Table("map", "count", "valid", "least", "greatest", "mean", "deviation");
        foreach (var map in inspection.Maps)
        {
            table.AddRow(
                new Text(map.Folder), new Text($"{map.Maps}"), new Text(Percent(map.Valid)),
                Values(map.Minimum), Values(map.Maximum), Values(map.Mean),
                Values(map.Deviation));
        }

        return table;
    }

    private static Table Classes(ClassSummary classes)
    {
        var table = Table("class", "name", "share", "histogram");
        var most = classes.Classes.Max(part => part.Share);
        foreach (var part in classes.Classes)
        {
            var bar = new string('▇', (int)Math.Ceiling(part.Share / most * BarWidth));
            table.AddRow(
                new Text($"{part.Id}"), new Text(part.Name), new Text(Percent(part.Share)), new Text(bar, _bar));
        }

        table.Columns[1].Alignment = table.Columns[^1].Alignment = Justify.Left;
        return table;
    }

    // Maps that count the same pixels share a column.
    private static Table Buildings(DatasetInspection inspection)
    {
        var columns = inspection.Tasks
            .GroupBy(task => string.Join(' ', inspection.Valid.Select(building => building.Maps[task.Field])))
            .Select(tasks => (Letters: string.Concat(tasks.Select(task => task.Mark)), tasks.First().Field))
            .ToArray();
        var table = Table(
            ["building", "train", "validation", "test", .. columns.Select(column => $"valid {column.Letters}")]);
        foreach (var (building, valid) in inspection.Buildings.Zip(inspection.Valid))
        {
            table.AddRow(
            [
                new Text(building.Name), new Text($"{building.Train}"), new Text($"{building.Validation}"),
                new Text($"{building.Test}"),
                .. columns.Select(column => new Text(Percent(valid.Maps[column.Field]))),
            ]);
        }

        return table;
    }

    private static Table Table(params string[] headings)
    {
        var table = new Table().Border(TableBorder.None);
        for (var column = 0; column < headings.Length; column++)
        {
            var heading = new TableColumn(new Text(headings[column], _soft)).PadRight(2);
            table.AddColumn(column == 0 ? heading.NoWrap() : heading.RightAligned());
        }

        return table;
    }

    private static Text Values(IReadOnlyList<double> channels) =>
        new(string.Join(" ", channels.Select(value => value.ToString("0.###", CultureInfo.InvariantCulture))));

    private static string Percent(double? share) => share?.ToString("0.0 %", CultureInfo.InvariantCulture) ?? "–";
}
