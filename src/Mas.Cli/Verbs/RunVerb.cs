using System.CommandLine;
using Mas.Cli.Configuration;
using Mas.Cli.Parsing;
using Mas.Cli.Showing;
using Mas.Federation;
using Mas.Federation.Options;
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
        var verb = new Verb(
            "run",
            "Trains a set of tasks on many clients and reports the results. The data never leave the clients. Without "
            + "options: five tasks on 32 rendered buildings, merged, measured and split into two groups.",
            "mas run",
            "mas run --tasks sdnk --rounds 20 --merge-rounds 6 --out runs/first",
            "mas run --data DIR --groups auto --budget 0.6");
        choices.AddTo(verb);
        verb.Add(OptionSection.Results, json);
        ConfigurationChoice.AddTo(verb);
        verb.Faults = parsed => CommandCatalogue.Runs.Faults(choices.Read(parsed), OptionSpelling.Command);
        verb.SetAction(parsed =>
        {
            var options = choices.Read(parsed);
            RunFolder.CheckNew(options);
            var session = new RunSession(terminal, null, options, parsed.GetValue(json));
            return session.Run(
                [], (observer, cancellation) =>
                    FederatedRun.Start(options, CommandCatalogue.Runs, observer, cancellation));
        });
        return verb;
    }
}
