using System.CommandLine;
using System.CommandLine.Invocation;

namespace Mas.Commands.Parsing;

/// <summary>The action of an option that prints one line and ends the command, such as <c>--version</c>.</summary>
internal sealed class PrintLine(Terminal terminal, Func<string> line) : SynchronousCommandLineAction
{
    /// <summary>Prints even if the rest of the command line is wrong.</summary>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        terminal.Out.WriteLine(line());
        return ExitCode.Done;
    }
}
