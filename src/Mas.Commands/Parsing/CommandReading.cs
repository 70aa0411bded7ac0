using System.CommandLine;

namespace Mas.Commands.Parsing;

/// <summary>What a program makes of a command line before it does what that asks for.</summary>
/// <param name="Parsed">The command line, with what was added to it.</param>
/// <param name="Faults">What is wrong, a sentence each; empty where nothing is.</param>
internal sealed record CommandReading(ParseResult Parsed, IReadOnlyList<string> Faults)
{
    /// <summary>What the user should know beforehand, a sentence each; default nothing.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Words a sentence about options by the places where they were stated; default as it is.</summary>
    public Func<string, string> Told { get; init; } = sentence => sentence;

    /// <summary>A command line to which nothing is added.</summary>
    public static CommandReading Of(ParseResult parsed) => new(parsed, ParseFaults.Of(parsed));
}
