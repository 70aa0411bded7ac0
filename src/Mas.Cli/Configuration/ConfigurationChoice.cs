using System.CommandLine;
using Mas.Cli.Parsing;

namespace Mas.Cli.Configuration;

/// <summary><c>--config</c>, the same for every verb that reads options from a file.</summary>
internal static class ConfigurationChoice
{
    private const string Name = "--config";

    /// <summary>Adds the option to a verb.</summary>
    public static void AddTo(Verb verb) => verb.Add(OptionSection.Results, Choice.Place(
        Name, "FILE", "A file of options in YAML, as 'mas init' writes it. Options on the command line take precedence. "
        + "Default: none."));

    /// <summary>The option of a verb; null where it reads none from a file.</summary>
    public static Option? Of(Command verb) => verb.Options.FirstOrDefault(option => option.Name == Name);
}
