namespace Mas.Cli.Fleets;

/// <summary>Where a device finds its token besides the command line, which all of the machine can read.</summary>
internal static class DeviceToken
{
    /// <summary>The environment variable.</summary>
    internal const string Variable = "MAS_TOKEN";
}
