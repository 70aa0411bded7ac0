using System.CommandLine;
using Mas.Federation.Options;
using Mas.Federation.Runs;

namespace Mas.Cli.Parsing;

/// <summary>An option of a run on a command line.</summary>
/// <param name="Definition">What it is.</param>
/// <param name="Option">How it is typed.</param>
internal sealed record RunChoice(OptionDefinition Definition, Option Option)
{
    /// <summary>How an option is typed; its value is read by <see cref="OptionDefinition.Form"/>.</summary>
    /// <param name="definition">The option.</param>
    /// <param name="defaults">The options that have its default; null = none here, a server has them.</param>
    public static Option Of(OptionDefinition definition, RunOptions? defaults)
    {
        var name = OptionSpelling.Command.Of(definition.Name);
        if (definition.Form is SwitchForm)
        {
            return new Option<bool>(name)
            {
                Description = definition.Help,
                DefaultValueFactory = defaults is null ? null : _ => definition.Of(defaults) is true,
            };
        }

        // A default in words, such as one thread per core, is not a value that would be right everywhere.
        var isInWords = definition.DefaultWords is not null
            && Equals(definition.Of(defaults ?? new RunOptions()), definition.Default);
        var option = Choice.Word(
            name, definition.Form.Placeholder,
            defaults is null || isInWords ? null : definition.Form.Text(definition.Of(defaults)), definition.Help);
        option.CompletionSources.Add([.. definition.Form.Words.Select(word => word.Name)]);
        if (defaults is not null && !option.HasDefaultValue)
        {
            option.Description += $"{HelpText.BeforeDefault(definition.Help)}Default: {definition.DefaultWords}.";
        }

        if (definition.Alias is { } alias)
        {
            option.Aliases.Add(OptionSpelling.Command.Of(alias));
        }

        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && definition.TextFault(token.Value) is { } fault)
            {
                result.AddError(fault.Sentence(OptionSpelling.Command));
            }
        });
        return option;
    }

    /// <summary><c>--cache</c>, the same everywhere.</summary>
    public static Option<string?> Cache() =>
        (Option<string?>)Of(RunTable.Standard[nameof(RunOptions.Cache)], new RunOptions());

    /// <summary><c>--image-size</c> of a verb that trains nothing.</summary>
    /// <param name="standard">The default.</param>
    /// <param name="description">What it is there, without a full stop; the range is appended.</param>
    public static Option<int> ImageSize(int standard, string description)
    {
        var size = RunTable.Standard[nameof(RunOptions.ImageSize)];
        return Choice.Number(
            OptionSpelling.Command.Of(size.Name), size.Form.Placeholder, standard, description + size.Form.HelpEnd,
            size.Form.Expected, text => size.Form.TryRead(text, out var value) ? (int?)value : null,
            (_, value) => size.Fault(value) is { } fault ? [fault.Sentence(OptionSpelling.Command)] : []);
    }
}
