using System.CommandLine;
using System.CommandLine.Invocation;

namespace Mas.Cli.Parsing;

/// <summary>An option that says one line and is done, such as <c>--version</c>.</summary>
internal sealed class Saying(Terminal terminal, Func<string> line) : SynchronousCommandLineAction
{
    /// <summary>Says the line even where the rest of the command line is wrong.</summary>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        terminal.Out.WriteLine(line());
        return ExitCode.Done;
    }
}
