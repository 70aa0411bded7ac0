using System.CommandLine;
using Mas.Cli.Configuration;
using Mas.Cli.Parsing;
using Mas.Cli.Verbs;
using Mas.Commands.Devices;

namespace Mas.Cli;

/// <summary>
/// The command <c>mas</c>: finds the verb, runs it, and turns every failure into a sentence and an exit code.
/// </summary>
internal static class CommandLine
{
    /// <summary>The command's name.</summary>
    public const string Name = "mas";

    /// <summary>Runs one command line to its end.</summary>
    /// <param name="arguments">The words after <c>mas</c>.</param>
    /// <param name="terminal">Where to write.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] arguments, Terminal terminal) => Program(terminal).Run(arguments);

    /// <summary>Reads a command line.</summary>
    internal static ParseResult Parse(string[] arguments, Terminal terminal) => Program(terminal).Parse(arguments);

    /// <summary>The whole tree of verbs.</summary>
    internal static Command Root(Terminal terminal) => Program(terminal).Root;

    private static CommandProgram Program(Terminal terminal) => new(
        new Command(
            Name,
            "Trains several federated learning tasks at once: merges them into one model, measures which tasks help "
            + "each other, splits them into groups that do, and finishes each group from what was already learned."),
        terminal,
        ("Train",
        [
            RunVerb.Create(terminal), ResumeVerb.Create(terminal), CompareVerb.Create(terminal),
            PlanVerb.Create(terminal), GroupVerb.Create(terminal), InitVerb.Create(terminal),
        ]),
        ("Data and results",
        [
            DataVerb.Create(terminal), ListVerb.Create(terminal), EvaluateVerb.Create(terminal),
            PredictVerb.Create(terminal), ExportVerb.Create(terminal), ReportVerb.Create(terminal),
            MetricsVerb.Create(terminal), BenchVerb.Create(terminal),
        ]),
        ("Run a fleet",
        [
            FleetVerb.Create(terminal), ServeVerb.Create(terminal), CertificateVerb.Create(terminal),
            KeyVerb.Create(terminal), TokenVerb.Create(terminal), RevokeVerb.Create(terminal),
            AuditVerb.Create(terminal), PruneVerb.Create(terminal),
            DeviceVerb.Create($"{Name} device", terminal, CommandCatalogue.Learning),
        ]),
        ("Use a fleet",
        [
            SubmitVerb.Create(terminal), StatusVerb.Create(terminal), ApproveVerb.Create(terminal),
            CancelVerb.Create(terminal), RetryVerb.Create(terminal), FetchVerb.Create(terminal),
        ]),
        ("Set up a shell", [CompletionVerb.Create(terminal)]))
    {
        Reading = ConfiguredCommand.Read,
        Sentence = RunFailures.Sentence,
    };
}
