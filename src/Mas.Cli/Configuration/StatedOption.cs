using System.CommandLine;

namespace Mas.Cli.Configuration;

/// <summary>An option that a configuration file states.</summary>
/// <param name="Option">The option.</param>
/// <param name="Name">How sentences name it: <c>rounds (mas.yaml, line 7)</c>.</param>
/// <param name="Words">What it would be on a command line.</param>
internal sealed record StatedOption(Option Option, string Name, IReadOnlyList<string> Words);
