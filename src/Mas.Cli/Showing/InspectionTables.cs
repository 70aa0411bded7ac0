using System.Globalization;
using Mas.Federation.Reports;
using Mas.Learning.Data;
using Spectre.Console;

namespace Mas.Cli.Showing;

/// <summary>Shows what a data set holds.</summary>
internal static class InspectionTables
{
    private static readonly Style _soft = new(Color.Grey);

    /// <summary>Writes the tables to standard output.</summary>
    public static void Show(Terminal terminal, DatasetInspection inspection)
    {
        var console = Tables.Console(terminal, terminal.Out);
        var buildings = inspection.Buildings;
        var name = inspection.Description.Name.Length > 0 ? $"{inspection.Description.Name}: " : "";
        console.WriteLine(
            $"{name}{TaskWords.Count(buildings.Count, "building")}, "
            + $"{buildings.Sum(building => building.Train)} views to train on, "
            + $"{buildings.Sum(building => building.Validation)} to validate, "
            + $"{buildings.Sum(building => building.Test)} to test");
        console.WriteLine(
            $"tasks: {string.Join(", ", inspection.Tasks.Select(task => $"{task.Letter} {task.Name}"))}");
        console.WriteLine("pictures: " + string.Join(
            ", ", inspection.Sizes.Select(size => $"{size.Pictures} of {size.Width} x {size.Height}")));
        console.WriteLine();
        console.Write(Maps(inspection));
        console.WriteLine();
        console.Write(Buildings(inspection));
    }

    private static Table Maps(DatasetInspection inspection)
    {
        var table = Table("map", "count", "least", "greatest", "mean", "deviation");
        foreach (var map in inspection.Maps)
        {
            table.AddRow(
                new Text(map.Folder), new Text($"{map.Maps}"),
                Values(map.Minimum), Values(map.Maximum), Values(map.Mean),
                Values(map.Deviation));
        }

        return table;
    }

    private static Table Buildings(DatasetInspection inspection)
    {
        var table = Table("building", "train", "validation", "test");
        foreach (var building in inspection.Buildings)
        {
            table.AddRow(
                new Text(building.Name), new Text($"{building.Train}"), new Text($"{building.Validation}"),
                new Text($"{building.Test}"));
        }

        return table;
    }

    private static Table Table(params string[] headings)
    {
        var table = new Table().Border(TableBorder.None);
        for (int column = 0; column < headings.Length; column++)
        {
            var heading = new TableColumn(new Text(headings[column], _soft)).PadRight(2);
            table.AddColumn(column == 0 ? heading : heading.RightAligned());
        }

        return table;
    }

    private static Text Values(IReadOnlyList<double> channels) =>
        new(string.Join(" ", channels.Select(value => value.ToString("0.###", CultureInfo.InvariantCulture))));
}
