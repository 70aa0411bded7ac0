using System.IO.Enumeration;
using System.Text.RegularExpressions;
using Mas.Cli;
using Mas.Commands;
using Mas.Commands.Parsing;
using Mas.Tests.Cli;

namespace Mas.Tests.House;

/// <summary>What the pages show is there and works.</summary>
public partial class DocsTests
{
    private const string Filter = "FullyQualifiedName~";
    private const string Micro = "bench/Mas.Bench.Micro";

    private static IEnumerable<ShellCommand> Commands => Repository.Pages().SelectMany(ShellCommand.Of);

    [Fact]
    public void TheReadmeShowsTheTwoCommands()
    {
        string[] shown = [.. ShellCommand.Of("README.md").Select(command => string.Join(' ', command.Words))];

        Assert.Contains("dotnet run -c Release --project src/Mas.Cli -- run", shown);
        Assert.Contains("dotnet test -c Release", shown);
        Assert.Contains("\nstep dotnet test -c Release\n", Repository.Text(".ci/run"));
    }

    [Fact]
    public void TheCommandUnderstandsEveryCommandShown()
    {
        var terminal = new Terminal(TextWriter.Null, TextWriter.Null, Watched: false);
        var faults =
            from command in Commands
            where command.Mas is not null
            from fault in ParseFaults.Of(CommandLine.Parse(command.Mas!, terminal))

                // The files are the reader's own; what a page names in passing may leave out what every verb of its
                // kind needs.
            where !fault.Contains("that exists", StringComparison.Ordinal)
                && (command.IsWhole || !fault.StartsWith("'mas ", StringComparison.Ordinal)
                    || !fault.Contains("' needs "))
            select $"{command}: {fault}";

        Faults.None(faults);
    }

    [Fact]
    public void EveryLineOfAShownScriptIsOneCommand()
    {
        string[] programs =
        [
            "mas", "/opt/mas/mas", "dotnet", "docker", "git", "sudo", "pg_dump", "python3", "/usr/bin/python3", "alias",
            "export", ".ci/run",
        ];

        Faults.None(
            from command in Commands
            where command.IsWhole
            where !(programs.Contains(command.Words[0]) || command.Script == command.Words[0])
                || command.Words[0] == "mas" && command.Words.Zip(command.Words.Skip(1)).Any(
                    pair => pair.Second == "mas" && !pair.First.StartsWith("--", StringComparison.Ordinal))
            select $"{command}: not one command");
    }

    [Fact]
    public void EveryVerbShownHasItsHelp()
    {
        foreach (var command in Commands.Where(command => command.Mas is [not "help", ..]))
        {
            string[] verbs = [.. command.Mas!.TakeWhile(word => VerbWord().IsMatch(word)).Take(2)];
            var help = CommandRun.Of([.. command.Mas![0] is "bench" or "data" ? verbs : verbs.Take(1), "--help"]).Out;

            Assert.All(
                command.Mas!.Where(word => word.StartsWith("--", StringComparison.Ordinal)),
                option => Assert.Contains(option, help));
        }
    }

    [Fact]
    public void EveryFilterShownFindsATest()
    {
        string[] names = [.. typeof(DocsTests).Assembly.GetTypes().Select(type => type.FullName!)];
        foreach (var filter in Commands.Where(command => command.Project != Micro)
            .Select(command => command["--filter"]).OfType<string>())
        {
            Assert.StartsWith(Filter, filter);
            Assert.Contains(names, name => name.Contains(filter[Filter.Length..], StringComparison.Ordinal));
        }
    }

    [Fact]
    public void EveryBenchmarkShownIsThere()
    {
        string[] shown = [.. Commands.Where(command => command.Project == Micro).Select(command => command["--filter"]!)];
        string[] types = [.. Repository.Bench.SelectMany(file => file.Types)];

        Assert.NotEmpty(shown);
        Assert.All(shown, filter =>
            Assert.Contains(types, type => FileSystemName.MatchesSimpleExpression(filter, type)));
    }

    [Fact]
    public void EveryOptionShownOfAScriptIsOneOfItsOwn()
    {
        var scripts = Commands.Where(command => command.Script is not null).ToArray();

        Assert.Contains(scripts, command => command.Script == "bench/compare");
        foreach (var command in scripts)
        {
            Assert.All(
                command.Words.Where(word => word.StartsWith("--", StringComparison.Ordinal)),
                option => Assert.Contains($"\"{option}\"", Repository.Text(command.Script!)));
        }
    }

    [Fact]
    public void EveryLinkLeadsSomewhere()
    {
        var broken =
            from page in Repository.Pages()
            from link in Link().Matches(Comment().Replace(Repository.Text(page), ""))
            let target = link.Groups[1].Value
            where !target.StartsWith("http", StringComparison.Ordinal)
            where !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, target))
            select $"{page}: {target}";

        Faults.None(broken);
    }

    [Fact]
    public void EveryFileNamedIsThere()
    {
        var missing =
            from page in Repository.Pages()
            from file in Named().Matches(Repository.Text(page))
            let path = file.Groups[1].Value
            where !Path.Exists(Path.Combine(Repository.Root, path))
            select $"{page}: {path}";

        Faults.None(missing);
    }

    [Fact]
    public void EveryNameInTheArchitectureIsInTheCode()
    {
        var code = string.Join('\n', Repository.Source.Concat(Repository.Tests).Select(file => file.Text)
            .Concat(RoomOrder.Floors.Select(floor => Repository.Text($"src/{floor.Project}/{floor.Project}.csproj"))));
        var names = Regex.Matches(code, @"\w+").Select(word => word.Value).ToHashSet();

        Faults.None(
            from page in Repository.Pages()
            where page == "docs/internals/architecture.md"
                || page.StartsWith("docs/internals/decisions/", StringComparison.Ordinal)
            from name in TypeName().Matches(Repository.Text(page)).Select(match => match.Groups[1].Value)
            where !names.Contains(name)
            select $"{page}: {name}");
    }

    [GeneratedRegex("^[a-z]+$")]
    private static partial Regex VerbWord();

    [GeneratedRegex(@"\]\(([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([A-Z]\\w+)`")]
    private static partial Regex TypeName();

    [GeneratedRegex("<!--[\\s\\S]*?-->")]
    private static partial Regex Comment();

    [GeneratedRegex(@"`((?:src|tests|docs)/[\w./-]+)`")]
    private static partial Regex Named();
}
