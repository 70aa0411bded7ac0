using System.CommandLine;
using Mas.Federation.Options;

namespace Mas.Cli.Parsing;

/// <summary>Options that help lists under one heading.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Options">The options, in the order shown.</param>
internal sealed record OptionSection(string Heading, List<Option> Options)
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

    /// <summary>Which server is spoken to.</summary>
    public const string Server = "Server";

    /// <summary>A server's folder and queue.</summary>
    public const string Fleet = "Fleet and queue";

    /// <summary>Where a server listens.</summary>
    public const string Listening = "Address and TLS";

    /// <summary>How much one device or address may request.</summary>
    public const string Limits = "Limits and log";
}
