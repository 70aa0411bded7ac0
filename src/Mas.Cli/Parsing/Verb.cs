using System.CommandLine;

namespace Mas.Cli.Parsing;

/// <summary>A verb of the command: its options by section, examples, and what must hold before it begins.</summary>
/// <param name="name">The word behind <c>mas</c>.</param>
/// <param name="description">What it does; the first sentence is its summary among other verbs.</param>
/// <param name="examples">Command lines to begin with, each as it is typed.</param>
internal sealed class Verb(string name, string description, params string[] examples) : Command(name, description)
{
    private readonly List<OptionSection> _sections = [];

    /// <summary>Command lines to begin with.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>The options, by heading.</summary>
    public IReadOnlyList<OptionSection> Sections => _sections;

    /// <summary>
    /// What is wrong with values that can each be read, such as two that do not fit together: one sentence per fault.
    /// Looked at before the verb begins, together with what cannot be read.
    /// </summary>
    public Func<ParseResult, IEnumerable<string>> Faults { get; set; } = _ => [];

    /// <summary>Adds options under a heading, behind those it has.</summary>
    public void Add(string heading, params IEnumerable<Option> options)
    {
        var section = _sections.Find(each => each.Heading == heading);
        if (section is null)
            _sections.Add(section = new OptionSection(heading, []));
        foreach (var option in options)
        {
            section.Options.Add(option);
            Add(option);
        }
    }
}
