using System.CommandLine;

namespace Mas.Commands.Parsing;

/// <summary>Options that help lists under one heading.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Options">The options, in the order shown.</param>
internal sealed record VerbSection(string Heading, List<Option> Options);
