using System.CommandLine;
using System.CommandLine.Help;
using Mas.Cli.Parsing;
using Mas.Cli.Verbs;
using Mas.Learning;

namespace Mas.Cli;

/// <summary>
/// The command <c>mas</c>: finds the verb, runs it, and turns every failure into a sentence and an exit code.
/// </summary>
internal static class CommandLine
{
    /// <summary>Runs one command line to its end.</summary>
    /// <param name="arguments">The words after <c>mas</c>.</param>
    /// <param name="terminal">Where to write.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] arguments, Terminal terminal)
    {
        var parsed = Parse(arguments, terminal);
        if (ParseFaults.Of(parsed) is { Count: > 0 } faults)
        {
            foreach (var fault in faults)
            {
                terminal.Error.WriteLine(SecretText.Masked(fault));
            }

            return ExitCode.BadInput;
        }

        foreach (var warning in EnvironmentVariables.Misspelt(Environment.GetEnvironmentVariables()))
        {
            terminal.Error.WriteLine(warning);
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (InputException input)
        {
            terminal.Error.WriteLine(SecretText.Masked(input.Message));
            return ExitCode.BadInput;
        }
        catch (Exception failure)
        {
            terminal.Error.WriteLine(SecretText.Masked(Failures.Sentence(failure)));
            return ExitCode.Failed;
        }
    }

    /// <summary>Reads a command line; <c>help run</c> is <c>run --help</c>, and so is an empty one.</summary>
    internal static ParseResult Parse(string[] arguments, Terminal terminal) => Root(terminal).Parse(arguments switch
    {
        [] => ["--help"],
        ["help", .. var verb] => [.. verb, "--help"],
        _ => arguments,
    });

    /// <summary>The whole tree of verbs.</summary>
    internal static RootCommand Root(Terminal terminal)
    {
        (string Heading, Command[] Verbs)[] topics =
        [
            ("Train",
            [
                RunVerb.Create(terminal), ResumeVerb.Create(terminal), CompareVerb.Create(terminal),
                PlanVerb.Create(terminal), GroupVerb.Create(terminal),
            ]),
            ("Data and results",
            [
                DataVerb.Create(terminal), EvaluateVerb.Create(terminal), PredictVerb.Create(terminal),
                ReportVerb.Create(terminal), BenchVerb.Create(terminal),
            ]),
            ("Run a fleet",
            [
                FleetVerb.Create(terminal), ServeVerb.Create(terminal), CertificateVerb.Create(terminal),
                KeyVerb.Create(terminal), TokenVerb.Create(terminal), RevokeVerb.Create(terminal),
                AuditVerb.Create(terminal), PruneVerb.Create(terminal), DeviceVerb.Create(terminal),
            ]),
            ("Use a fleet",
            [
                SubmitVerb.Create(terminal), StatusVerb.Create(terminal), ApproveVerb.Create(terminal),
                CancelVerb.Create(terminal), RetryVerb.Create(terminal), FetchVerb.Create(terminal),
            ]),
        ];
        var root = new RootCommand(
            "Trains several federated learning tasks at once: merges them into one model, measures which tasks help "
            + "each other, splits them into groups that do, and finishes each group from what was already learned.");
        foreach (var verb in topics.SelectMany(topic => topic.Verbs))
        {
            root.Add(verb);
        }

        foreach (var option in root.Options)
        {
            if (option is HelpOption help)
            {
                help.Description = "Show this text.";
                help.Action = new HelpText(terminal, topics);
            }
            else if (option is VersionOption version)
            {
                version.Description = "Show the version of mas.";
                version.Action = new PrintLine(terminal, Version);
            }
        }

        return root;
    }

    private static string Version() =>
        "mas " + typeof(CommandLine).Assembly.GetName().Version?.ToString(3);
}
