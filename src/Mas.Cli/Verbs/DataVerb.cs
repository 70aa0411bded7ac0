using System.CommandLine;

namespace Mas.Cli.Verbs;

/// <summary><c>mas data</c>: what pictures there are.</summary>
internal static class DataVerb
{
    /// <summary>The verb and its own verbs.</summary>
    public static Command Create(Terminal terminal) => new("data", "Draws a data set, or inspects one.")
    {
        DataRoomsVerb.Create(terminal),
        DataInspectVerb.Create(terminal),
    };
}
