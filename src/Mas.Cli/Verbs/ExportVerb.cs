using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Export;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Examples;

namespace Mas.Cli.Verbs;

/// <summary><c>mas export</c>: a run's final models as files for other programs.</summary>
internal static class ExportVerb
{
    private const string FolderName = "export";

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var run = Choice.Required("--run", "DIR", "The folder of the run, which has ended.");
        var format = Choice.OneOf(
            "--format", ExportFormat.Onnx.Name, [.. ExportFormat.All.Select(each => each.Name)],
            "onnx: the model as a program, for ONNX Runtime and others; safetensors: the weights, for PyTorch.");
        var data = Choice.Place(
            "--data", "PLACE", "Data that say what classes and numbers mean. Default: what the run's own said.");
        var place = Choice.Place(
            "--out", "DIR", $"The folder for the files; created if missing. Default: {FolderName} in the run's folder.");
        var verb = new Verb(
            "export",
            "Writes a run's final models for other programs, one file per group: as ONNX, with all tasks of the group as "
            + "outputs, or as weights that PyTorch loads.",
            "mas export --run runs/first",
            "mas export --run runs/first --format safetensors --out models");
        verb.Add(OptionSection.Data, data);
        verb.Add(OptionSection.Results, run, format, place);
        verb.Faults = parsed => parsed.GetValue(place) is { } folder && (folder.Length == 0 || File.Exists(folder))
            ? [ValueFault.Of("--out", $"'{folder}'", "a folder, there or not")] : [];
        verb.SetAction(parsed =>
        {
            using var folder = RunFolder.Look(parsed.GetValue(run)!, CommandCatalogue.Learning);
            var export = RunExport.Of(folder);
            var chosen = ExportFormat.All.Single(each => each.Name == parsed.GetValue(format));
            var into = parsed.GetValue(place) ?? Path.Combine(folder.Path, FolderName);
            using var interruption = new Interruption(terminal);
            return interruption.Guard(() => "", () =>
            {
                var meaning = Meaning(folder, parsed.GetValue(data), interruption.Token);
                if (meaning.Targets.Count == 0)
                {
                    terminal.Error.WriteLine(
                        "The run does not know the names of its classes and the units of its numbers; with --data PLACE "
                        + "they are exported, too.");
                }

                foreach (var file in export.Write(chosen, into, meaning))
                {
                    terminal.Out.WriteLine(file);
                }

                return ExitCode.Done;
            });
        });
        return verb;
    }

    private static DataMeaning Meaning(RunFolder folder, string? data, CancellationToken cancellation)
    {
        if (data is null)
        {
            return folder.Meaning;
        }

        using var opened = RunData.Open(folder.Options with { Data = data }, null, cancellation);
        return opened.Meaning;
    }
}
