using Mas.Federation.Options;

namespace Mas.Cli.Parsing;

/// <summary>The headings under which help lists options.</summary>
internal static class OptionSection
{
    /// <summary>Tasks and methods.</summary>
    public const string Learning = OptionSections.Learning;

    /// <summary>Where pictures come from.</summary>
    public const string Data = OptionSections.Data;

    /// <summary>How rounds go.</summary>
    public const string Rounds = OptionSections.Rounds;

    /// <summary>How affinities are measured and groups chosen.</summary>
    public const string Splitting = OptionSections.Splitting;

    /// <summary>The network and its optimiser.</summary>
    public const string Training = OptionSections.Training;

    /// <summary>How the work is done, and where its results go.</summary>
    public const string Results = OptionSections.Results;

    /// <summary>A server's folder and queue.</summary>
    public const string Fleet = "Fleet and queue";

    /// <summary>Where a server listens.</summary>
    public const string Listening = "Address and TLS";

    /// <summary>How much one device or address may request.</summary>
    public const string Limits = "Limits and log";
}
