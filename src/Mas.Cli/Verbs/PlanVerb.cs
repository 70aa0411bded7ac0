using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mas.Cli.Configuration;
using Mas.Cli.Parsing;
using Mas.Cli.Showing;
using Mas.Federation.Journals;
using Mas.Federation.Methods;
using Mas.Federation.Options;
using Mas.Federation.Planning;
using Mas.Federation.Runs;
using Mas.Learning;
using Spectre.Console.Rendering;

namespace Mas.Cli.Verbs;

/// <summary>
/// <c>mas plan</c>: what runs will use, before anything is trained, or a plan compared with a run.
/// </summary>
internal static class PlanVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var choices = new RunChoices();
        var methods = Choice.Place(
            "--methods", "LIST", "The methods to plan, separated by commas, as in mas compare. Default: that of --method, or "
            + "all of them.");
        var devices = Choice.Place(
            "--devices", "FILE", "Profiles of the clients' devices. Default: a single-board computer, a phone, a "
            + "laptop and an accelerator board.");
        var run = Choice.Place(
            "--run", "DIR", "Plan the run of this folder instead, with its own options, and compare the plan with what "
            + "it used, here and in its report.");
        var json = Choice.Json();
        var verb = new Verb(
            "plan",
            "Predicts what each method will use: operations, bytes, memory of a client, time and energy, here and on "
            + "other devices. Trains for a few seconds only. Takes the options of mas run.",
            "mas plan",
            "mas plan --methods tag-2,merge-and-split --devices devices.json",
            "mas plan --run runs/first");
        verb.Add("What to plan", methods, run, devices);
        choices.AddTo(verb, "--from", "--out");
        verb.Add(OptionSection.Results, json);
        ConfigurationChoice.AddTo(verb);
        verb.SetAction(parsed =>
        {
            using var interruption = new Interruption(terminal);
            return interruption.Guard(() => "", () =>
            {
                if (parsed.GetValue(run) is { } directory)
                {
                    Alone(choices.Given(parsed), parsed.GetValue(methods), parsed.GetValue(devices));
                    var options = choices.Read(parsed);
                    var changes = new ResumeOptions { Data = options.Data, Cache = options.Cache };
                    Show(
                        terminal, parsed.GetValue(json), Check(terminal, directory, changes, interruption.Token),
                        CliJson.Default.PlanCheck, PlanTables.Check);
                }
                else
                {
                    var document = Plan(
                        terminal, Asked(parsed, choices, methods), DeviceFile.Read(parsed.GetValue(devices)),
                        interruption.Token);
                    Show(
                        terminal, parsed.GetValue(json), document, CliJson.Default.PlanDocument, PlanTables.Plan);
                }

                return ExitCode.Done;
            });
        });
        return verb;
    }

    /// <summary>What is asked for: the methods and the options of each.</summary>
    private static IReadOnlyList<(string Name, RunOptions Options)> Asked(
        ParseResult parsed, RunChoices choices, Option<string?> methods)
    {
        var common = choices.Read(parsed);
        var list = parsed.GetValue(methods);
        var one = list is null && choices.Given(parsed).Contains("--method");
        var named = one ? common.Method : list;

        // One method is planned as mas run would run it; of several, each measures only what it needs.
        (string Name, RunOptions Options)[] asked = one
            ? [(common.Method, common)]
            :
            [
                .. MethodChoice.List("--methods", named ?? string.Join(',', MethodCatalogue.Standard.Names))
                    .Select(choice => (choice.Name, choice.Of(common))),
            ];

        // Of all methods, those that these options fit; where they fit none, their faults are reported.
        var fitting = named is null
            ? asked.Where(method => CommandCatalogue.Runs.Faults(method.Options).Count == 0).ToArray() : [];
        return Checked(fitting.Length > 0 ? fitting : asked);
    }

    private static IReadOnlyList<(string Name, RunOptions Options)> Checked(
        IReadOnlyList<(string Name, RunOptions Options)> asked)
    {
        string[] faults =
        [
            .. asked.SelectMany(
                method => CommandCatalogue.Runs.Faults(method.Options, OptionSpelling.Command)).Distinct(),
        ];
        return faults.Length == 0 ? asked : throw new InputException(string.Join(Environment.NewLine, faults));
    }

    private static PlanDocument Plan(
        Terminal terminal, IReadOnlyList<(string Name, RunOptions Options)> asked, IReadOnlyList<DeviceProfile> devices,
        CancellationToken cancellation)
    {
        var steps = new StepCounts();
        Planner planner;
        using (var dataset = RunData.Open(asked[0].Options, terminal.Error.WriteLine, cancellation))
        {
            planner = new Planner(Planner.ClientsOf(dataset), steps);
            asked = Checked([.. asked.Select(method => (method.Name, RunData.Described(method.Options, dataset)))]);
        }

        var options = asked[0].Options;
        var plans = asked.Select(method => planner.Plan(method.Name, method.Options)).ToArray();
        if (plans.All(plan => plan.Refusal(devices) is not null))
        {
            throw new InputException(string.Join(Environment.NewLine, plans.Select(plan => plan.Refusal(devices))));
        }

        var baseline = planner.Plan(
            MethodCatalogue.Baseline.Name, options with { Method = MethodCatalogue.Baseline.Name });
        return PlanDocument.Of(plans, baseline, devices, Calibrate(terminal, options, steps, cancellation));
    }

    private static PlanCheck Check(
        Terminal terminal, string directory, ResumeOptions changes, CancellationToken cancellation)
    {
        using var folder = RunFolder.Look(directory, CommandCatalogue.Learning);
        var history = RunHistory.Read(folder.JournalPath);
        var steps = new StepCounts();
        Planner planner;
        using (var dataset = folder.OpenData(changes, terminal.Error.WriteLine, cancellation))
        {
            planner = new Planner(Planner.ClientsOf(dataset), steps);
        }

        var check = PlanCheck.Of(
            planner.Plan(folder.Options.Method, folder.Options), history,
            Calibrate(terminal, folder.Options, steps, cancellation));
        check.Write(folder.PlanPath);
        return check;
    }

    private static Calibration Calibrate(
        Terminal terminal, RunOptions options, StepCounts steps, CancellationToken cancellation)
    {
        terminal.Error.WriteLine("Training for a few seconds, to time this machine.");
        return Calibration.Measure(options, steps, TimeProvider.System, cancellation);
    }

    /// <summary>A run has its own options, so any others would be ignored.</summary>
    private static void Alone(IReadOnlyList<string> given, string? methods, string? devices)
    {
        List<string> others = [.. given.Except(["--data", "--cache"])];
        if (methods is not null)
        {
            others.Add("--methods");
        }

        if (devices is not null)
        {
            others.Add("--devices");
        }

        if (others.Count > 0)
        {
            throw new InputException($"--run plans with the run's own options; leave out {string.Join(", ", others)}.");
        }
    }

    private static void Show<T>(
        Terminal terminal, bool json, T document, JsonTypeInfo<T> type,
        Func<T, IEnumerable<IRenderable>> parts)
    {
        if (json)
        {
            terminal.Out.WriteLine(JsonSerializer.Serialize(document, type));
            return;
        }

        var console = ResultTables.Console(terminal, terminal.Out);
        foreach (var part in parts(document))
        {
            console.Write(part);
        }
    }
}
