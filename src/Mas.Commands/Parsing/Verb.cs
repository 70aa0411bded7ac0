using System.CommandLine;

namespace Mas.Commands.Parsing;

/// <summary>A verb of the command: its options by section, examples, and the checks before it begins.</summary>
/// <param name="name">The word after <c>mas</c>.</param>
/// <param name="description">What it does; the first sentence is its summary among other verbs.</param>
/// <param name="examples">Example command lines, each as it is typed.</param>
internal sealed class Verb(string name, string description, params string[] examples) : Command(name, description)
{
    private readonly List<VerbSection> _sections = [];

    /// <summary>Example command lines.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>The options, by heading.</summary>
    public IReadOnlyList<VerbSection> Sections => _sections;

    /// <summary>
    /// What is wrong with values that can each be read, such as two that contradict each other: one sentence per fault.
    /// Checked before the verb begins, together with values that cannot be read.
    /// </summary>
    public Func<ParseResult, IEnumerable<string>> Faults { get; set; } = _ => [];

    /// <summary>The command line as it was typed, where options of a file were added to it; null = none were.</summary>
    public ParseResult? Typed { get; set; }

    /// <summary>Adds options under a heading, after those it has.</summary>
    public void Add(string heading, params IEnumerable<Option> options)
    {
        var section = _sections.Find(each => each.Heading == heading);
        if (section is null)
        {
            _sections.Add(section = new VerbSection(heading, []));
        }

        foreach (var option in options)
        {
            section.Options.Add(option);
            Add(option);
        }
    }
}
