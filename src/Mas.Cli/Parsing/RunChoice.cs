using System.CommandLine;
using Mas.Federation.Options;

namespace Mas.Cli.Parsing;

/// <summary>An option of a run on a command line.</summary>
/// <param name="Definition">What it is.</param>
/// <param name="Option">How it is typed.</param>
internal sealed record RunChoice(OptionDefinition Definition, Option Option);
