using Mas.Cli;
using Mas.Commands;

namespace Mas.Tests.Cli;

/// <summary>One command line run inside the test's own process.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Out">What went to standard output.</param>
/// <param name="Error">What went to standard error.</param>
internal sealed record CommandRun(int Code, string Out, string Error)
{
    /// <summary>The lines of standard error.</summary>
    public string[] Faults => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static CommandRun Of(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandLine.Run(arguments, new Terminal(output, error, Watched: false));
        return new(code, output.ToString(), error.ToString());
    }
}
