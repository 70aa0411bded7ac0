using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Cli.Showing;
using Mas.Federation;
using Mas.Federation.Runs;

namespace Mas.Cli.Verbs;

/// <summary><c>mas run</c>: one whole run, from options to report.</summary>
internal static class RunVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var choices = new RunChoices();
        var json = Choice.Json();
        var verb = new Command(
            "run",
            "Trains a set of tasks on many clients whose pictures never leave them, and reports what came of it. Without "
            + "any option: five tasks on 32 rendered buildings, merged, measured and split into two groups.");
        choices.AddTo(verb);
        verb.Add(json);
        verb.SetAction(parsed =>
        {
            var options = choices.Read(parsed);
            RunFolder.CheckNew(options);
            options = options with { Out = options.Out ?? RunFolder.DefaultPath(options, TimeProvider.System) };
            var session = new RunSession(terminal, options.Out, options, parsed.GetValue(json));
            return session.Run([], (observer, cancellation) => FederatedRun.Start(options, observer, cancellation));
        });
        return verb;
    }
}
