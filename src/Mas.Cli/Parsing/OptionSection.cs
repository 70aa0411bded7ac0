using System.CommandLine;

namespace Mas.Cli.Parsing;

/// <summary>Options that help lists under one heading.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Options">The options, in the order shown.</param>
internal sealed record OptionSection(string Heading, List<Option> Options)
{
    /// <summary>Tasks and methods.</summary>
    public const string Learning = "What to learn";

    /// <summary>Where pictures come from.</summary>
    public const string Data = "Data";

    /// <summary>How rounds go.</summary>
    public const string Rounds = "Rounds and clients";

    /// <summary>How affinities are measured and groups chosen.</summary>
    public const string Splitting = "Measuring and splitting";

    /// <summary>The network and its optimiser.</summary>
    public const string Training = "Model and training";

    /// <summary>How the work is done, and where its results go.</summary>
    public const string Results = "Running and results";

    /// <summary>Which server is spoken to.</summary>
    public const string Server = "Server";

    /// <summary>A server's folder and queue.</summary>
    public const string Fleet = "Fleet and queue";

    /// <summary>Where a server listens.</summary>
    public const string Listening = "Address and TLS";

    /// <summary>How much one device or address may request.</summary>
    public const string Limits = "Limits and log";
}
