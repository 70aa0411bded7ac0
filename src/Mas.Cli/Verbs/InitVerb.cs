using System.CommandLine;
using Mas.Cli.Configuration;
using Mas.Cli.Parsing;
using Mas.Learning;
using Mas.Learning.Files;

namespace Mas.Cli.Verbs;

/// <summary><c>mas init</c>: writes a configuration file.</summary>
internal static class InitVerb
{
    private const string Usual = "mas.yaml";

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE")
        {
            Description = $"The file to write. Default: {Usual}.",
            DefaultValueFactory = _ => Usual,
        };
        var force = Choice.Switch("--force", "Replace a file that exists.");
        var verb = new Verb(
            "init",
            "Writes a configuration file with every option of mas run, its help and its default. The file runs as it "
            + "is: mas run --config mas.yaml.",
            "mas init",
            "mas init experiment.yaml")
        {
            file,
        };
        verb.Add(OptionSection.Results, force);
        verb.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            var text = ConfigurationTemplate.Of(
                (Verb)RunVerb.Create(terminal), (Verb)CompareVerb.Create(terminal), RunChoices.Open);
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            {
                NamedFolder.Create("The folder", folder);
            }

            if (Directory.Exists(path))
            {
                throw new InputException($"{path} is a folder; give a file.");
            }

            if (File.Exists(path) && !parsed.GetValue(force))
            {
                throw new InputException($"{path} already exists; give another file, or --force to replace it.");
            }

            DurableFile.WriteText(path, text);
            terminal.Out.WriteLine($"Wrote {path}; 'mas run --config {path}' runs it.");
            return ExitCode.Done;
        });
        return verb;
    }
}
