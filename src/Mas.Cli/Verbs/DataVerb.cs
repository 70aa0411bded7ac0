using System.CommandLine;

namespace Mas.Cli.Verbs;

/// <summary><c>mas data</c>: what pictures there are.</summary>
internal static class DataVerb
{
    /// <summary>The verb and its own verbs.</summary>
    public static Command Create(Terminal terminal) => new("data", "Makes a data set, or looks into one.")
    {
        DataRoomsVerb.Create(terminal),
        DataInspectVerb.Create(terminal),
    };
}
