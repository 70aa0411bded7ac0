using System.CommandLine;
using System.CommandLine.Help;
using Mas.Learning;

namespace Mas.Commands.Parsing;

/// <summary>
/// A program that is used from a command line: reads it, does what it asks for, and turns every failure into a sentence
/// and an exit code.
/// </summary>
internal sealed class CommandProgram
{
    private readonly Terminal _terminal;

    /// <summary>A program with options for its help and its version.</summary>
    /// <param name="root">Its command, named as the program is.</param>
    /// <param name="terminal">Where to write.</param>
    /// <param name="topics">The command's verbs by heading, as help lists them.</param>
    internal CommandProgram(Command root, Terminal terminal, params (string Heading, Command[] Verbs)[] topics)
    {
        (Root, _terminal) = (root, terminal);
        Sentence = failure => Failures.Sentence(failure, root.Name);
        foreach (var verb in topics.SelectMany(topic => topic.Verbs))
        {
            root.Add(verb);
        }

        root.Add(new HelpOption { Description = "Show this text.", Action = new HelpText(terminal, topics) });
        root.Add(new VersionOption
        {
            Description = $"Show the version of {root.Name}.",
            Action = new PrintLine(terminal, () => $"{root.Name} {Version}"),
        });
    }

    /// <summary>The command with everything under it.</summary>
    internal Command Root { get; }

    /// <summary>What a failure at run time is in words; default those of <see cref="Failures"/>.</summary>
    internal Func<Exception, string> Sentence { get; init; }

    /// <summary>
    /// What is made of a command line, given its words and what they are parsed as; default what is typed, no more.
    /// </summary>
    internal Func<string[], ParseResult, CommandReading> Reading { get; init; } =
        (_, typed) => CommandReading.Of(typed);

    private static string? Version => typeof(CommandProgram).Assembly.GetName().Version?.ToString(3);

    /// <summary>Reads a command line; <c>help run</c> is <c>run --help</c>, and so is an empty one.</summary>
    internal ParseResult Parse(string[] arguments) => Root.Parse(arguments switch
    {
        [] => ["--help"],
        ["help", .. var verb] => [.. verb, "--help"],
        _ => arguments,
    });

    /// <summary>Runs one command line to its end.</summary>
    /// <param name="arguments">The words after the program's name.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    internal int Run(string[] arguments)
    {
        if (Suggestions.Read(arguments) is { } asked)
        {
            asked.Write(Root, _terminal.Out);
            return ExitCode.Done;
        }

        var command = Reading(arguments, Parse(arguments));
        if (command.Faults is { Count: > 0 } faults)
        {
            foreach (var fault in faults)
            {
                _terminal.Error.WriteLine(SecretText.Masked(fault));
            }

            return ExitCode.BadInput;
        }

        foreach (var warning in command.Notes.Concat(
            EnvironmentVariables.Misspelt(Environment.GetEnvironmentVariables())))
        {
            _terminal.Error.WriteLine(warning);
        }

        try
        {
            return command.Parsed.Invoke(new InvocationConfiguration
            {
                Output = _terminal.Out,
                Error = _terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (InputException input)
        {
            _terminal.Error.WriteLine(SecretText.Masked(command.Told(input.Message)));
            return ExitCode.BadInput;
        }
        catch (Exception failure)
        {
            _terminal.Error.WriteLine(SecretText.Masked(Sentence(failure)));
            return ExitCode.Failed;
        }
    }
}
