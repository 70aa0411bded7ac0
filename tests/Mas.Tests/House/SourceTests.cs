using System.Text.RegularExpressions;

namespace Mas.Tests.House;

/// <summary>What holds for every file of the source.</summary>
public partial class SourceTests
{
    private const int LongFile = 400;

    [Fact]
    public void UnsafeCodeStaysWithTheKernelsAndTheMemory() => Faults.None(
        Repository.Source.Concat(Repository.Bench)
            .Where(file => !file.Path.StartsWith("src/Mas.Engine/Kernels/", StringComparison.Ordinal)
                && !file.Path.StartsWith("src/Mas.Engine/Memory/", StringComparison.Ordinal))
            .Where(file => file.Mentions("unsafe"))
            .Select(file => file.Path));

    [Fact]
    public void KernelsKnowSpansAndShapesNeverTensors() => Faults.None(
        Repository.Source
            .Where(file => file.Path.StartsWith("src/Mas.Engine/Kernels/", StringComparison.Ordinal))
            .Where(file => file.Mentions("Tensor") || file.Usings.Any(name => name.StartsWith("Mas.", StringComparison.Ordinal)))
            .Select(file => file.Path));

    [Fact]
    public void ANamespaceIsAFolder() => Faults.None(
        Repository.Source.Concat(Repository.Bench).Concat(Repository.Tests)
            .Where(file => !IsProgram(file) && file.Namespace != file.FolderAsNamespace)
            .Select(file => $"{file.Path} says {file.Namespace}"));

    [Fact]
    public void AFileHoldsOneTypeAndIsNamedForIt() => Faults.None(
        Repository.Source.Concat(Repository.Bench)
            .Where(file => !IsProgram(file))
            .Where(file => file.Types is not [var only] || only != Path.GetFileNameWithoutExtension(file.Path))
            .Select(file => $"{file.Path} holds {string.Join(", ", file.Types)}"));

    [Fact]
    public void ALongFileSaysWhyAtItsHead() => Faults.None(
        Repository.Source.Concat(Repository.Bench).Concat(Repository.Tests)
            .Where(file => file.Lines.Length > LongFile && !file.Text.StartsWith("//", StringComparison.Ordinal))
            .Select(file => $"{file.Path} has {file.Lines.Length} lines"));

    [Fact]
    public void NoFileKnowsTheLettersOfTasksButTheirCatalogue() => Faults.None(
        from file in Repository.Source
        where file.Path != "src/Mas.Learning/Tasks/TaskonomyTasks.cs"
        from line in file.Lines
        where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
        from Match letters in LettersOfTasks().Matches(line)
        select $"{file.Path}: {letters.Value}");

    [Fact]
    public void UsingsAreInOrder() => Faults.None(
        from file in Repository.Source.Concat(Repository.Bench).Concat(Repository.Samples).Concat(Repository.Tests)
        let found = file.Lines.Where(line => UsingLine().IsMatch(line)).ToArray()
        from pair in found.Zip(found.OrderBy(UsingKey, StringComparer.OrdinalIgnoreCase))
        where pair.First != pair.Second
        select $"{file.Path}: '{pair.First}' is before '{pair.Second}'");

    [Fact]
    public void NothingIsLeftUndone() => Faults.None(
        Repository.Source.Concat(Repository.Bench)
            .Concat(Repository.Tests.Where(file => !file.Path.Contains("/House/")))
            .Where(file => Regex.IsMatch(file.Text, @"\b(TODO|FIXME|HACK|XXX|NotImplementedException)\b"))
            .Select(file => file.Path));

    [Fact]
    public void ACountAndItsNounAreWrittenByPlural() => Faults.None(
        from file in Repository.Source
        where !file.Path.StartsWith("src/Mas.Engine/", StringComparison.Ordinal)
        from line in file.Lines
            // Comments, and the words of an argument exception, are for programmers.
        where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
            && !line.Contains("nameof(", StringComparison.Ordinal)
        from Match count in CountBeforePlural().Matches(line)
        where !IsConstantOrWord(count.Groups[1].Value)
        select $"{file.Path}: {count.Value}");

    /// <summary>What a hole of a text holds that is more than one on any day, or no count at all.</summary>
    private static bool IsConstantOrWord(string hole) =>
        Regex.IsMatch(hole, @"^[A-Z]\w*$|\.Split$|^LearningCatalogue\.Standard\.Tasks\.Count$");

    // "is { } views" names what a pattern found; "of 4 x {size} pixels" counts no single thing.
    [GeneratedRegex(
        @"(?<!\bis |\bnot |x )\{([^{}""]+)\} (?:rounds|views|clients|seeds|tasks|groups|devices|buildings|models|"
        + "measurements|runs|faults|rows|columns|numbers|letters|methods|files|updates|orders|stages|labels|"
        + "samples)\\b")]
    private static partial Regex CountBeforePlural();

    /// <summary>Letters of three tasks or more, which no word is made of, and a test for one mark.</summary>
    [GeneratedRegex(@"""[sdnktrc]{3,}""|""(?!\w*(\w)\w*\1)[sdnkterca]{8,}""|\bMark (?:==|!=|is) (?:not )?\(?""")]
    private static partial Regex LettersOfTasks();

    /// <summary>Namespaces first, then static types, then other names for types; System before all else.</summary>
    private static string UsingKey(string line)
    {
        var parts = UsingLine().Match(line).Groups;
        var kind = parts["alias"].Success ? 2 : parts["static"].Success ? 1 : 0;
        var name = kind == 2 ? parts["alias"].Value : parts["name"].Value;
        var isSystem = kind < 2 && $"{name}.".StartsWith("System.", StringComparison.Ordinal);
        return $"{kind}{(isSystem ? 0 : 1)}{name.Replace('.', '\0')}";
    }

    [GeneratedRegex(@"^using (?<static>static )?(?:(?<alias>\w+) = )?(?<name>[\w.]+);$")]
    private static partial Regex UsingLine();

    /// <summary>A program's first lines stand in no namespace and no type.</summary>
    private static bool IsProgram(SourceFile file) =>
        Path.GetFileName(file.Path) == "Program.cs" && file.Types.Length == 0;
}
