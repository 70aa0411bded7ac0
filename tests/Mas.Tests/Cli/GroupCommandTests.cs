using System.Text.Json;
using Mas.Commands;
using Mas.Federation.Affinities;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Learning.Files;

namespace Mas.Tests.Cli;

public sealed class GroupCommandTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void TheGroupsOfASmallMatrixAreThoseFoundByHand()
    {
        // {s, d}: s gains 0.3 from d, d gains 0.1 from s; n alone scores what it gives and takes, on average -0.07 / 4.
        Write("""{"tasks":["s","d","n"],"affinity":[[0,0.1,-0.2],[0.3,0,0.1],[0.01,0.02,0]]}""");

        var root = Json("--groups", "2");

        Assert.Equal("""[["s","d"],["n"]]""", JsonSerializer.Serialize(root.GetProperty("groups")));
        Assert.Equal((0.4 - 0.0175) / 3, root.GetProperty("value").GetDouble(), 12);
        Assert.Equal("mean", root.GetProperty("selfAffinity").GetString());
        Assert.Equal(0, root.GetProperty("countedAsZero").GetArrayLength());
        Assert.Equal("""[["s"],["d","n"]]""", JsonSerializer.Serialize(root.GetProperty("runnerUp").GetProperty("groups")));
        Assert.Equal((0.12 + 0.0525) / 3, root.GetProperty("runnerUp").GetProperty("value").GetDouble(), 12);
    }

    [Fact]
    public void OverlappingGroupsSayWhomTheyServe()
    {
        Write("""{"tasks":["s","d","n"],"affinity":[[0,0.1,-0.2],[0.3,0,0.1],[0.01,0.02,0]]}""");

        var root = Json("--groups", "2", "--overlap");

        Assert.Equal("""[["s","d"],["d","n"]]""", JsonSerializer.Serialize(root.GetProperty("groups")));
        Assert.Equal(1, root.GetProperty("servedBy").GetProperty("n").GetInt32());
    }

    [Theory]
    [InlineData("nothing at all")]
    [InlineData("""{"tasks":["s"]}""")]
    [InlineData("""{"tasks":[],"affinity":[]}""")]
    [InlineData("""{"tasks":["s","s"],"affinity":[[0,1],[1,0]]}""")]
    [InlineData("""{"tasks":["s","d"],"affinity":[[0,1]]}""")]
    [InlineData("""{"tasks":["s","d"],"affinity":[[0,1],[1]]}""")]
    [InlineData("""{"tasks":["s","d"],"affinity":[[0,"NaN"],[1,0]]}""")]
    [InlineData("""{"tasks":["s","d"],"affinity":[[0,null],[null,0]]}""")]
    public void ABadFileIsTwoAndNamed(string content)
    {
        Write(content);

        var run = CommandRun.Of("group", "--affinity", _file, "--json");

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Empty(run.Out);
        Assert.Contains(_file, run.Error);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("3")]
    public void MoreGroupsThanTasksOrNoneIsTwo(string groups)
    {
        Write("""{"tasks":["s","d"],"affinity":[[0,1],[1,0]]}""");

        Assert.Equal(ExitCode.BadInput, CommandRun.Of("group", "--affinity", _file, "--groups", groups).Code);
    }

    [Fact]
    public void PeopleSeeTheMatrixTheGroupsAndTheRunnerUp()
    {
        Write("""{"tasks":["s","d","n"],"affinity":[[0,0.1,-0.2],[0.3,0,0.1],[0.01,0.02,0]]}""");

        var run = CommandRun.Of("group", "--affinity", _file);

        Assert.Contains("semantic segmentation s", run.Out);
        Assert.Contains("group 1: s, d", run.Out);
        Assert.Contains("runner-up: s | d, n, value 0.0575, behind by 0.0700", run.Out);
        Assert.Contains("diagonal: what a task alone scores, the mean of what it gives and takes", run.Out);
        Assert.Contains("the numbers on its diagonal are not read", run.Error);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("null")]
    [InlineData("9")]
    public void TheDiagonalIsNotReadUnlessItIsAskedFor(string diagonal)
    {
        // By the rule s alone scores 0.15, and n, d and k are better off without it; were that 0, s would go with k.
        Write(Four(diagonal));

        var root = Json("--groups", "2");

        Assert.Equal("""[["s"],["d","n","k"]]""", JsonSerializer.Serialize(root.GetProperty("groups")));
        Assert.Equal(0.95 / 4, root.GetProperty("value").GetDouble(), 12);
    }

    [Fact]
    public void TheDiagonalOfTheFileIsTakenWhereItIsAskedForAndRefusedWhereItIsEmpty()
    {
        Write(Four("0"));
        var zeros = Json("--groups", "2", "--self-affinity", "file");
        var people = CommandRun.Of("group", "--affinity", _file, "--self-affinity", "file");
        Write(Four("null"));
        var empty = CommandRun.Of("group", "--affinity", _file, "--self-affinity", "file");

        Assert.Equal("""[["s","k"],["d","n"]]""", JsonSerializer.Serialize(zeros.GetProperty("groups")));
        Assert.Equal(0.9 / 4, zeros.GetProperty("value").GetDouble(), 12);
        Assert.Equal("file", zeros.GetProperty("selfAffinity").GetString());
        Assert.Contains("diagonal: what a task alone scores, as the file has it", people.Out);
        Assert.Empty(people.Error);
        Assert.Equal(ExitCode.BadInput, empty.Code);
        Assert.Empty(empty.Out);
        Assert.Equal(
            $"{_file}: --self-affinity file reads the score of a task alone from the diagonal, which has no number for "
            + "s; give one, or leave the option out.", empty.Error.TrimEnd());
    }

    [Fact]
    public void TheSecondMatrixIsReadByTheSameRule()
    {
        Write(Four("null"));
        using var folder = new Federation.TemporaryFolder();
        folder.Write("zeros.json", Four("0"));

        var against = Json("--groups", "2", "--against", folder["zeros.json"]).GetProperty("against");

        Assert.True(against.GetProperty("sameGroups").GetBoolean());
        Assert.Equal(12, against.GetProperty("pairs").GetInt32());
    }

    [Fact]
    public void WhatMasWritesReadsBackToTheSameGroupsByEitherRule()
    {
        var measured = AffinityMatrix.FromMeasurements(
            [[0, 0.2, 0.3, 0.3], [0.1, 0, null, 0.3], [0.0, 0.3, 0, 0.3], [0.0, 0.2, 0.2, 0]]);
        new AffinityFile(["s", "d", "n", "k"], measured.ToRows()).Write(_file);

        var (mean, file) = (Json("--groups", "2"), Json("--groups", "2", "--self-affinity", "file"));

        foreach (var field in new[] { "groups", "value", "runnerUp", "countedAsZero" })
        {
            Assert.Equal(mean.GetProperty(field).GetRawText(), file.GetProperty(field).GetRawText());
        }

        Assert.Empty(CommandRun.Of("group", "--affinity", _file).Error);
    }

    [Fact]
    public void UnknownPairsAreADashAndSaidToCountAsZero()
    {
        Write("""{"tasks":["s","d","n"],"affinity":[[0,0.1,null],[0.3,0,null],[null,0.02,0]]}""");
        using var folder = new Federation.TemporaryFolder();
        folder.Write("whole.json", """{"tasks":["s","d","n"],"affinity":[[0,1,2],[3,0,4],[5,0.5,0]]}""");

        var people = CommandRun.Of("group", "--affinity", _file, "--against", folder["whole.json"]);
        var root = Json("--groups", "2");

        Assert.Contains("\u2013", people.Out);
        Assert.Contains("Not measured: s on n, d on n and n on s. ", people.Out);
        Assert.Contains("count as 0, neither help nor harm", people.Out);
        Assert.Contains("Spearman 1.000, Kendall 1.000, over the 3 of 6 pairs known to both", people.Out);
        Assert.Equal(
            """[["s","n"],["d","n"],["n","s"]]""", JsonSerializer.Serialize(root.GetProperty("countedAsZero")));
    }

    [Fact]
    public void WhereNoTaskHelpsAnotherItIsSaid()
    {
        Write("""{"tasks":["s","d"],"affinity":[[0,-0.1],[0,0]]}""");

        var run = CommandRun.Of("group", "--affinity", _file, "--groups", "1");

        Assert.Contains("No task helps another", run.Out);
    }

    [Fact]
    public void AnotherMatrixIsRankedBesideIt()
    {
        Write("""{"tasks":["s","d","n"],"affinity":[[0,0.1,-0.2],[0.3,0,0.1],[0.01,0.02,0]]}""");
        using var folder = new Federation.TemporaryFolder();
        folder.Write("cubed.json", """{"tasks":["s","d","n"],"affinity":[[9,1,-8],[27,9,1],[0.001,0.008,9]]}""");
        folder.Write("other.json", """{"tasks":["s","d","n"],"affinity":[[0,-1,2],[-3,0,-1],[-0.1,-0.2,0]]}""");
        folder.Write("foreign.json", """{"tasks":["d","s","n"],"affinity":[[0,1,2],[3,0,1],[1,2,0]]}""");

        var same = Json("--groups", "2", "--against", folder["cubed.json"]).GetProperty("against");
        var reverse = Json("--groups", "2", "--against", folder["other.json"]).GetProperty("against");
        var people = CommandRun.Of("group", "--affinity", _file, "--against", folder["other.json"]);
        var foreign = CommandRun.Of("group", "--affinity", _file, "--against", folder["foreign.json"]);

        Assert.Equal(1, same.GetProperty("spearman").GetDouble(), 12);
        Assert.Equal(1, same.GetProperty("kendall").GetDouble(), 12);
        Assert.Equal(-1, reverse.GetProperty("spearman").GetDouble(), 12);
        Assert.False(reverse.GetProperty("sameGroups").GetBoolean());
        Assert.Contains("Spearman \u22121.000, Kendall \u22121.000", people.Out);
        Assert.Contains("it chooses other groups: ", people.Out);
        Assert.Equal(ExitCode.BadInput, foreign.Code);
        Assert.Contains("expected s, d, n, in this order", foreign.Error);
    }

    [Fact]
    public void ARunIsGroupedByAnyMeanAndTriedAgainstLiars()
    {
        using var folder = new Federation.TemporaryFolder();
        WriteRun(folder["run"], tellsClients: true);

        var plain = JsonDocument.Parse(Run("--run", folder["run"], "--affinity-mean", "plain").Out).RootElement;
        var trimmed = JsonDocument.Parse(Run("--run", folder["run"], "--liars", "1").Out).RootElement;

        // The loud client carries the mean, and has one vote of four in the trimmed one.
        Assert.Equal("""[["s","n"],["d"]]""", JsonSerializer.Serialize(plain.GetProperty("groups")));
        Assert.Equal("""[["s","d"],["n"]]""", JsonSerializer.Serialize(trimmed.GetProperty("groups")));
        var liars = trimmed.GetProperty("liars");
        Assert.Equal(8, liars.GetArrayLength());
        Assert.Equal("plain", liars[0].GetProperty("mean").GetString());
        Assert.Equal(4, liars[0].GetProperty("sets").GetInt32());
        Assert.Contains("all for one split", CommandRun.Of("group", "--run", folder["run"], "--liars", "2").Out);
    }

    [Theory]
    [InlineData("needs either --affinity FILE or --run DIR.")]
    [InlineData("both are given", "--affinity", "a", "--run", "b")]
    [InlineData("--affinity-mean needs --run", "--affinity", "a", "--affinity-mean", "plain")]
    [InlineData("--affinity-mean is 'middle'; expected", "--run", "a", "--affinity-mean", "middle")]
    [InlineData("--self-affinity is 'own'; expected", "--affinity", "a", "--self-affinity", "own")]
    [InlineData("clients do not measure the diagonal", "--run", "NEW", "--self-affinity", "file")]
    [InlineData("cannot be combined with --overlap", "--affinity", "a", "--self-affinity", "mean", "--overlap")]
    [InlineData("--liars needs --run", "--affinity", "a", "--liars", "1")]
    [InlineData("--liars is 4; expected", "--run", "a", "--liars", "4")]
    [InlineData("does not exist", "--run", "/there/is/none")]
    [InlineData("does not record what each client measured", "--run", "OLD", "--affinity-mean", "trimmed")]
    [InlineData("does not record what each client measured", "--run", "OLD", "--liars", "1")]
    [InlineData("leave out --overlap", "--run", "NEW", "--liars", "1", "--overlap")]
    public void OptionsThatDoNotFitTogetherAreTwoAndTold(string expected, params string[] options)
    {
        using var folder = new Federation.TemporaryFolder();
        WriteRun(folder["old"], tellsClients: false);
        WriteRun(folder["new"], tellsClients: true);

        var run = Run([.. options.Select(option => option switch
        {
            "OLD" => folder["old"],
            "NEW" => folder["new"],
            _ => option,
        })]);

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Empty(run.Out);
        Assert.Contains(expected, run.Error);
    }

    private static string Four(string diagonal) =>
        $$"""
        {"tasks": ["s", "d", "n", "k"], "affinity": [
            [{{diagonal}}, 0.2, 0.3, 0.3],
            [0.1, {{diagonal}}, 0.3, 0.3],
            [0.0, 0.3, {{diagonal}}, 0.3],
            [0.0, 0.2, 0.2, {{diagonal}}]]}
        """;

    private static CommandRun Run(params string[] options) => CommandRun.Of(["group", "--json", .. options]);

    /// <summary>Two rounds of three clients that agree and a loud one that does not.</summary>
    private static void WriteRun(string directory, bool tellsClients)
    {
        Directory.CreateDirectory(Path.Combine(directory, CheckpointStore.FolderName));
        DurableFile.WriteJson(
            Path.Combine(directory, "run.json"), TestCatalogue.Options with { Tasks = "sdn" }, RunJson.Default.RunOptions);
        using var journal = Journal.Open(Path.Combine(directory, Journal.FileName), TimeProvider.System);
        journal.Append(new StageStarted("sdn", ["s", "d", "n"], 1, 2, null));
        double?[][] agreed = [[0, 0.1, -0.2], [0.3, 0, 0.1], [0.01, 0.02, 0]];
        double?[][] loud = [[0, -50, 50], [-50, 0, -50], [50, -50, 0]];
        foreach (var (round, other, matrix) in new[] { (1, "ash", agreed), (2, "birch", agreed), (3, "elm", loud) })
        {
            var affinity = AffinityHistory.Combine(
                [new ClientAffinity(other, matrix, 1), new ClientAffinity("yew", agreed, 1)])!;
            journal.Append(Federation.Journals.JournalExamples.Round("sdn", round) with
            {
                Affinity = tellsClients ? affinity : affinity with { Clients = null },
            });
        }
    }

    private JsonElement Json(params string[] options)
    {
        var run = CommandRun.Of(["group", "--affinity", _file, "--json", .. options]);
        Assert.Equal(ExitCode.Done, run.Code);
        return JsonDocument.Parse(run.Out).RootElement;
    }

    private void Write(string content) => File.WriteAllText(_file, content);
}
