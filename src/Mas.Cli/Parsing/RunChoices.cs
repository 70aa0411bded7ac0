using System.CommandLine;
using System.Text.Json.Nodes;
using Mas.Federation.Catalogues;
using Mas.Federation.Options;
using Mas.Federation.Runs;
using Mas.Learning.Tasks;

namespace Mas.Cli.Parsing;

/// <summary>The options of <c>mas run</c> on a command line: those of <see cref="RunCatalogue.Table"/>.</summary>
/// <param name="defaults">The defaults; null = none here, a server has them.</param>
internal sealed class RunChoices(RunOptions? defaults)
{
    private static readonly OptionTable<RunOptions> _table = CommandCatalogue.Runs.Table();

    private readonly RunChoice[] _choices =
        [.. _table.All.Select(definition => new RunChoice(definition, Of(definition, defaults)))];

    /// <summary>The options with the defaults of <see cref="RunOptions"/>.</summary>
    public RunChoices()
        : this(new RunOptions())
    {
    }

    /// <summary>What <c>--tasks</c> takes, as help says it.</summary>
    public static string TaskLetters => _table[nameof(RunOptions.Tasks)].Help;

    /// <summary>The options that, if omitted, adapt to the kind of the data or the number of tasks.</summary>
    public static IReadOnlyList<string> Open
    {
        get
        {
            var defaults = CommandCatalogue.Runs.For(new RunOptions());
            RunOptions[] adapted =
            [
                .. CommandCatalogue.Learning.Sources.Select(
                    source => (defaults with { Source = source.Name }).Fitting([]) with { Source = null }),
                CommandCatalogue.Runs.Methods.Fit(defaults, 1),
            ];
            return
            [
                .. _table.All.Where(option => adapted.Any(own => !Equals(option.Of(own), option.Of(defaults))))
                    .Select(option => OptionSpelling.Command.Of(option.Name)),
            ];
        }
    }

    /// <summary>The option of the command line that sets a property.</summary>
    /// <param name="property">The property, as <c>nameof</c> gives it.</param>
    public Option this[string property] =>
        _choices.First(choice => choice.Definition == _table[property]).Option;

    /// <summary>Adds the options to the verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="but">
    /// The names of the options it lacks, or has with another meaning; they are read as their defaults.
    /// </param>
    public void AddTo(Verb verb, params string[] but) =>
        AddTo(verb, choice => !but.Contains(choice.Option.Name));

    /// <summary>Adds those options to the verb that a recipe has.</summary>
    public void AddRecipeTo(Verb verb) => AddTo(verb, choice => choice.Definition.IsInRecipes);

    /// <summary>The names of the options that are on the command line.</summary>
    public IReadOnlyList<string> Given(ParseResult parsed) =>
        [.. GivenChoices(parsed).Select(choice => choice.Option.Name)];

    /// <summary>What the command line asks for, not yet checked. Options that are omitted adapt to the tasks.</summary>
    public RunOptions Read(ParseResult parsed)
    {
        var options = CommandCatalogue.Runs.For(_table.With(
            defaults ?? new RunOptions(),
            GivenChoices(parsed).Select(choice => (choice.Definition, Value(parsed, choice)))));
        options = options.Fitting(GivenChoices(parsed).Select(choice => choice.Definition));
        var tasks = options is { AwaitsTasks: true, Targets: { } targets }
            ? targets.Split(',').Length : TaskMarks.Read(options.Tasks).Count;
        var (given, fitting) = (Given(parsed), CommandCatalogue.Runs.Methods.Fit(options, tasks));
        return given.Contains(this[nameof(RunOptions.Groups)].Name) ? options
            : given.Contains(this[nameof(RunOptions.Method)].Name) ? options with { Groups = fitting.Groups } : fitting;
    }

    /// <summary>The recipe of a submission: what is on the command line, and nothing else.</summary>
    public JsonObject Recipe(ParseResult parsed) =>
        RunRecipe.Of(Read(parsed), GivenChoices(parsed).Select(choice => choice.Definition));

    private void AddTo(Verb verb, Func<RunChoice, bool> isAdded)
    {
        foreach (var heading in OptionSections.All)
        {
            verb.Add(
                heading, _choices.Where(choice => choice.Definition.Section == heading && isAdded(choice))
                    .Select(choice => choice.Option));
        }
    }

    private IEnumerable<RunChoice> GivenChoices(ParseResult parsed) =>
        _choices.Where(choice => parsed.GetResult(choice.Option) is { Implicit: false });

    // A value that cannot be read is a fault and reads as the default, so that all other faults are found too.
    private object? Value(ParseResult parsed, RunChoice choice) =>
        parsed.GetResult(choice.Option)!.Tokens switch
        {
            [] when choice.Definition.Form is SwitchForm => true,
            [var token] when choice.Definition.Form.TryRead(token.Value, out var value) => value,
            _ => choice.Definition.Of(defaults ?? new RunOptions()),
        };

    private static Option Of(OptionDefinition definition, RunOptions? defaults)
    {
        var option = RunChoice.Of(definition, defaults);
        if (definition.Form is DatasetForm)
        {
            option.Validators.Add(result =>
            {
                if (result.Tokens is [{ Value: DatasetForm.Rooms }] && Path.Exists(DatasetForm.Rooms))
                {
                    const string rooms = DatasetForm.Rooms;
                    result.AddError(
                        $"{option.Name} {rooms} may be the embedded Rooms or the folder {rooms} in this folder; give "
                        + $"{option.Name} ./{rooms} for the folder, or leave {option.Name} out for the embedded Rooms.");
                }
            });
        }

        return option;
    }
}
