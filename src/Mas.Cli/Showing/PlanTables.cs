using Mas.Federation.Ledgers;
using Mas.Federation.Planning;
using Mas.Reports.Words;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Mas.Cli.Showing;

/// <summary>Plans, for people.</summary>
internal static class PlanTables
{
    /// <summary>Every method here, then on every device.</summary>
    public static IEnumerable<IRenderable> Plan(PlanDocument plan)
    {
        var here = Columns(
            "this machine", "operations", "of 1-by-1", "traffic", "memory", "elapsed time", "processor time of 1-by-1",
            "energy");
        foreach (var method in plan.Methods)
        {
            Row(
                here, method.Name, PlanWords.Range(method.Operations, Quantity.Operations),
                PlanWords.Share(method.OperationsRatio),
                Quantity.Bytes(method.BytesDown.Mean + method.BytesUp.Mean), Quantity.Bytes(method.MemoryBytes.Mean),
                Quantity.Seconds(method.Seconds.Mean), PlanWords.Share(method.CpuSecondsRatio),
                Quantity.Joules(method.Joules.Mean));
        }

        yield return new Padder(here, new Padding(0, 0, 0, 1));
        foreach (var (device, index) in plan.Devices.Select((device, index) => (device, index)))
        {
            var table = Columns(device.Name, "elapsed time", "energy of all clients");
            foreach (var method in plan.Methods)
            {
                var there = method.Devices[index];
                if (there.Fits)
                {
                    Row(
                        table, method.Name, PlanWords.Range(there.Seconds, Quantity.Seconds),
                        PlanWords.Range(there.Joules, Quantity.Joules));
                }
                else
                {
                    Row(table, method.Name, "does not fit", "");
                }
            }

            yield return new Padder(table, new Padding(0, 0, 0, 1));
        }

        foreach (var method in plan.Methods.Where(method => method.Refused is not null))
        {
            yield return new Text($"{method.Refused}{Environment.NewLine}");
        }

        yield return new Text(
            "Operations are counted, bytes and clients known; ±: how far it depends on the groups that will be chosen. "
            + $"Energy here: {Quantity.Source(plan.EnergySource)}.{Environment.NewLine}");
    }

    /// <summary>A prediction beside what was used.</summary>
    public static IEnumerable<IRenderable> Check(PlanCheck check)
    {
        var table = Columns(check.Finished ? "the run" : "the run so far", "predicted", "actual", "off by");
        foreach (var figure in check.Figures)
        {
            Row(
                table, PlanWords.Name(figure),
                PlanWords.Range(figure.Predicted, value => PlanWords.Value(figure, value)),
                PlanWords.Value(figure, figure.Actual), PlanWords.Error(figure));
        }

        yield return table;
    }

    private static Table Columns(string first, params string[] headings)
    {
        var table = new Table().Border(TableBorder.None);
        table.AddColumn(new TableColumn(new Text(first, new Style(decoration: Decoration.Bold))).NoWrap());
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(heading, new Style(Color.Grey))).RightAligned());
        }

        return table;
    }

    private static void Row(Table table, params string[] cells) =>
        table.AddRow(cells.Select(cell => new Text(cell)));
}
