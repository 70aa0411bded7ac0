using Mas.Federation.Grouping;
using Mas.Federation.Journals;
using Mas.Federation.Methods;
using Mas.Federation.Options;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Learning.Training;
using Mas.Tests.Federation.Rounds;

namespace Mas.Tests.Federation.Methods;

/// <summary>The methods merge-and-split is compared with, and its own variants, on clients that train nothing.</summary>
public sealed class ComparedMethodTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private RunOptions Options => TestCatalogue.Options with
    {
        Tasks = "sdn",
        Groups = 2,
        Rounds = 3,
        MergeRounds = 1,
        ImageSize = 32,
        Threads = 1,
        Out = _folder["run"],
    };

    [Theory]
    [InlineData("fedprox")]
    [InlineData("gradnorm")]
    [InlineData("pcgrad")]
    public async Task VariantsOfAllInOneDifferInTheStepAlone(string method)
    {
        var (plain, variant) = (new FakeClients("ash", "birch", "elm"), new FakeClients("ash", "birch", "elm"));
        var options = Options with { ClientsPerRound = 2, Mu = 0.25, Alpha = 0.75 };
        await plain.Run(options with { Method = "all-in-one", Out = _folder["plain"] });

        var history = await variant.Run(options with { Method = method });

        Assert.Equal([$"sdn-{method}"], history.Stages.Select(stage => stage.Name));
        Assert.Equal(Drawn(plain), Drawn(variant));
        Assert.All(plain.Asked, asked => Assert.Equal(StepRule.Plain, asked.Order.Settings.Step));
        Assert.All(variant.Asked, asked => Assert.Equal(
            method switch
            {
                "fedprox" => new StepRule { Proximal = 0.25 },
                "gradnorm" => new StepRule { Gradients = GradientRule.GradNorm, Restoring = 0.75 },
                _ => new StepRule { Gradients = GradientRule.PcGrad },
            },
            asked.Order.Settings.Step));
    }

    [Fact]
    public async Task TheServerCarriesTheBalanceOfGradNormFromRoundToRound()
    {
        var clients = new FakeClients("ash", "birch");

        var history = await clients.Run(Options with { Method = "gradnorm" });

        // One sample and three: the mean step of a round is 0.01 (1 * 1 + 3 * 3) / 4.
        Assert.Equal([null, null], Asked(clients, 1).Select(asked => asked.Balance));
        Assert.All(Asked(clients, 3), asked =>
        {
            Assert.Equal([1.05, 0.95, 1], asked.Balance!.Weights.Select(weight => Math.Round(weight, 12)));
            Assert.Equal([2.5, 2.5, 2.5], asked.Balance.FirstLosses!.Select(loss => loss!.Value));
        });
        Assert.Equal(1.075, history.Stage("sdn-gradnorm")!.Rounds[^1].Balance!.Weights[0], 1e-12);
    }

    [Fact]
    public async Task TagTrainsTheBestOverlappingGroupsFromScratch()
    {
        // Depth helps the two others, which harm each other: both want it.
        var clients = new FakeClients("ash", "birch")
        {
            Affinity = (i, j) => (i, j) switch { ('d', _) => 1, ('s', 'd') => 0.1, ('n', 'd') => 0.2, _ => -1 },
            Loss = (group, task) => group.Length + (task == "d" ? 0.5 : 0),
        };

        var history = await clients.Run(Options with { Method = "tag" });

        Assert.Equal("overlapping", history.Split!.Choice);
        Assert.Equal([["s", "d"], ["d", "n"]], history.Split.Groups);
        Assert.Equal([0, 1, 1], history.Split.ServedBy!);
        Assert.Equal(["dn", "sd", "sdn"], Names(history));
        Assert.All(history.Stages, stage =>
        {
            Assert.Null(stage.Started.Parent);
            Assert.Equal([1, 2, 3], stage.Rounds.Select(round => round.Round));
        });
        Assert.All(clients.Asked, asked => Assert.Equal(asked.Order.Stage == "sdn", asked.Order.Settings.ProbeEvery > 0));
        Assert.Equal(["dn"], history.ServersOf("d").Select(stage => stage.Name));
        var result = Result();
        Assert.Equal([["s", "d"], ["d", "n"]], result.Groups.OrderByDescending(group => group[0]));
        Assert.Equal(["dn"], result.ServedBy!["d"]);
        Assert.Equal(2 + 2.5 + 2, result.TestLoss.Total!.Value, 1e-12);
        Assert.Equal(["dn", "sd"], result.ModelSha256.Keys.Order());
        Assert.Equal(history.Stages.Sum(stage => stage.Cost.TrainFlops), result.Cost.TrainFlops);
    }

    [Fact]
    public async Task TagKeepsTheMeasuredModelWhereItIsAmongTheBest()
    {
        var clients = new FakeClients("ash", "birch") { Affinity = (_, _) => 1 };

        var history = await clients.Run(Options with { Method = "tag", Groups = 1 });

        Assert.Equal(["sdn"], Names(history));
        Assert.Equal(3, history.Events.OfType<RoundFinished>().Count());
    }

    [Fact]
    public async Task OneTaskAloneIsTheOnlyGroupOfHoa()
    {
        var history = await new FakeClients("ash", "birch").Run(MethodCatalogue.Standard.Fit(Options with { Method = "hoa" }, "d"));

        Assert.Equal([["d"]], history.Predicted!.Groups);
        Assert.NotNull(history.Finished);
    }

    [Fact]
    public async Task HoaTrainsSinglesAndPairsAndWhatTheyPredict()
    {
        // In pairs everything is learned better than alone, best with depth: all three predict 1.25 each.
        var clients = new FakeClients("ash", "birch")
        {
            Loss = (group, task) => group switch { { Length: 1 } => 2, "sn" => 1.5, _ => task == "d" ? 1.25 : 1 },
        };

        var history = await clients.Run(Options with { Method = "hoa", Groups = 1 });

        Assert.Equal(["s", "d", "n", "sd", "sn", "dn", "sdn"], history.Stages.Select(stage => stage.Name));
        Assert.Equal([["s", "d", "n"]], history.Predicted!.Groups);
        Assert.Equal([[2, 1.25, 1.5], [1, 2, 1], [1.5, 1.25, 2]], history.Predicted.Measured);
        Assert.Equal(3.75, history.Predicted.Total, 1e-12);
        Assert.All(clients.Asked, asked => Assert.Equal(0, asked.Order.Settings.ProbeEvery));
        Assert.Equal(["sdn"], Result().ModelSha256.Keys);

        // One stage after the other: nobody is asked for the next before the last is done.
        Assert.Equal(
            ["s", "d", "n", "sd", "sn", "dn", "sdn"], clients.Asked.Select(asked => asked.Order.Stage).Distinct());
    }

    [Fact]
    public async Task HoaGivesATaskThatIsNotMeasuredNoSay()
    {
        // s and n do best together; of d nothing is measured.
        var clients = new FakeClients("ash", "birch")
        {
            Loss = (group, task) => task == "d" ? null : group == "sn" ? 1 : 2,
        };

        var history = await clients.Run(Options with { Method = "hoa" });

        Assert.Equal([[2, null, 1], [2, null, 2], [1, null, 2]], history.Predicted!.Measured);
        Assert.Contains(history.Predicted.Groups, group => group.Contains("s") && group.Contains("n"));
        Assert.Equal(2, history.Predicted.Total, 1e-12);
        Assert.Equal(
            "No validation example has a target for depth; the choice of groups ignores it.",
            history.Warnings.First(warning => warning.Text.Contains("ignores", StringComparison.Ordinal)).Text);
        var result = Result();
        Assert.Null(result.TestLoss.PerTask["d"]);
        Assert.Null(result.TestLoss.Total);
        Assert.Null(result.ValidationLoss.Total);
        Assert.NotNull(result.TestLoss.PerTask["s"]);
    }

    [Fact]
    public async Task HoaTrainsNothingTwice()
    {
        var clients = new FakeClients("ash", "birch")
        {
            Loss = (group, task) => group switch { "sd" => 1, { Length: 1 } when task == "n" => 1, _ => 2 },
        };

        var history = await clients.Run(Options with { Method = "hoa" });

        Assert.Equal([["s", "d"], ["n"]], history.Predicted!.Groups);
        Assert.Equal(6, history.Stages.Count);
        Assert.Equal(6 * 3, history.Events.OfType<RoundFinished>().Count());
        Assert.Equal(3, Result().TestLoss.Total!.Value, 1e-12);
    }

    [Fact]
    public async Task StandaloneAveragesNothingAndTestsEveryClientOnItsOwnViews()
    {
        var clients = new FakeClients("ash", "birch");

        var history = await clients.Run(Options with { Method = "standalone", ClientsPerRound = 1 });

        Assert.Equal(["sdn-alone-ash", "sdn-alone-birch"], Names(history));
        Assert.All(clients.Asked, asked => Assert.Equal($"sdn-alone-{asked.Order.Client}", asked.Order.Stage));
        Assert.Equal(2 * 3, clients.Asked.Count);
        foreach (var client in clients.Names)
        {
            var asked = clients.Asked.Where(asked => asked.Order.Client == client).ToArray();
            Assert.Equal(clients.Move(client, asked[0].Model[0]), asked[1].Model[0]);
        }

        // Losses of 1 and 3 on 1 view and on 3.
        var result = Result();
        Assert.Equal(10 / 4.0, result.TestLoss.PerTask["s"]!.Value, 1e-12);
        Assert.Equal(["sdn-alone-ash", "sdn-alone-birch"], result.ModelSha256.Keys.Order());
        Assert.Equal([["s", "d", "n"]], result.Groups);
        Assert.Equal((0, 0), (result.Cost.BytesDown, result.Cost.BytesUp));
    }

    [Fact]
    public async Task ClientsOfThatLongNamesThatOrdersKeepNoMoreTrainAloneInStagesOfTheirOwn()
    {
        var (first, second) = (new string('ä', 127) + "1", new string('ä', 127) + "2");
        var clients = new FakeClients(first, second);

        var history = await clients.Run(Options with { Method = "standalone" });

        var names = history.ServersOf("s").Select(stage => stage.Name).ToArray();
        Assert.Equal(2, names.Distinct().Count());
        Assert.All(names, name => Assert.Equal(Stage.LongestName, name.Length));
        Assert.Equal([first, second], history.ServersOf("s").Select(stage => stage.Rounds[^1].Clients[0].Client));
        Assert.All(clients.Asked, asked => Assert.True(
            asked.Order.Stage.All(letter => char.IsLetterOrDigit(letter) || letter == '-'), asked.Order.Stage));
    }

    [Fact]
    public async Task AloneAClientThatDivergesIsLeftOutAndTheOthersCount()
    {
        var clients = new FakeClients("ash", "birch")
        {
            Spoil = (order, update) => order is { Client: "ash", Round: 2 }
                ? update with { Losses = [new(1, 1), new(double.NaN, 1), new(1, 1)] }
                : update,
        };

        var history = await clients.Run(Options with { Method = "standalone" });

        Assert.Equal(["sdn-alone-birch"], history.ServersOf("s").Select(stage => stage.Name));
        Assert.Equal(["sdn"], Result().ModelSha256.Keys);
        Assert.Equal(3, Result().TestLoss.PerTask["s"]!.Value, 1e-12);
        Assert.Equal(1, history.Stage("sdn-alone-ash")!.Rounds[^1].Round);
        var warning = Assert.Single(
            history.Warnings, each => each.Text.Contains("left out: results", StringComparison.Ordinal));
        Assert.Equal(("sdn-alone-ash", "ash"), (warning.Stage, warning.Client));
    }

    [Fact]
    public async Task WhereEveryClientAloneDivergesTheRunStops()
    {
        var clients = new FakeClients("ash", "birch")
        {
            Spoil = (_, update) => update with { Losses = [new(1, 1), new(1, 1), new(double.NaN, 1)] },
        };
        await Assert.ThrowsAsync<TooFewUpdatesException>(() => clients.Run(Options with { Method = "standalone" }));
    }

    [Theory]
    [InlineData(PartitionChoice.Best, "sd|n")]
    [InlineData(PartitionChoice.Worst, "s|dn")]
    public async Task TheSplitIsTheOneAskedFor(PartitionChoice split, string groups)
    {
        var clients = new FakeClients("ash", "birch")
        {
            Affinity = (i, j) => (i, j) switch { ('s', 'd') or ('d', 's') => 1, ('s', _) or (_, 's') => 0.5, _ => -1 },
        };

        var history = await clients.Run(Options with { Split = split });

        Assert.Equal(groups, string.Join('|', history.Split!.Groups.Select(group => string.Concat(group))));
        Assert.Equal(ChoiceForm.WordOf(split), history.Split.Choice);
    }

    [Fact]
    public async Task ARandomSplitFollowsFromTheSeed()
    {
        var drawn = new HashSet<string>();
        for (ulong seed = 0; seed < 12; seed++)
        {
            var options = Options with { Split = PartitionChoice.Random, Seed = seed, Out = _folder[$"seed-{seed}"] };
            var history = await new FakeClients("ash", "birch").Run(options);
            var groups = string.Join('|', history.Split!.Groups.Select(group => string.Concat(group)));
            drawn.Add(groups);
            var again = await new FakeClients("ash", "birch").Run(options with { Out = _folder[$"again-{seed}"] });
            Assert.Equal(groups, string.Join('|', again.Split!.Groups.Select(group => string.Concat(group))));
        }

        Assert.Equal(3, drawn.Count);
    }

    [Theory]
    [InlineData(Inheritance.Encoder, "sdn.sd-encoder", "sdn")]
    [InlineData(Inheritance.None, "sdn.sd-scratch", null)]
    public async Task GroupsInheritWhatTheyAreToldTo(Inheritance inherit, string name, string? parent)
    {
        double? Helps(char i, char j) => "sd".Contains(i) == "sd".Contains(j) ? 1 : -1;
        var (plain, variant) = (
            new FakeClients("ash", "birch", "elm") { Affinity = Helps },
            new FakeClients("ash", "birch", "elm") { Affinity = Helps });
        var options = Options with { ClientsPerRound = 2 };
        await plain.Run(options with { Out = _folder["plain"] });

        var history = await variant.Run(options with { Inherit = inherit });

        Assert.Equal(parent, history.Stage(name)!.Started.Parent);
        Assert.Equal([2, 3], history.Stage(name)!.Rounds.Select(round => round.Round));
        Assert.Equal(Drawn(plain).Order(), Drawn(variant).Order());
        var first = variant.Asked.First(asked => asked.Order.Round == 1);
        var (order, values) = variant.Asked.First(asked => asked.Order.Stage == name);
        using var merged = FakeClients.Model(options, history.Stage("sdn")!.Rounds[^1]);
        foreach (var slot in order.Parameters.Layout.Slots)
        {
            var untrained = first.Order.Parameters.Layout.Find(slot.Name)!;
            var inherits = inherit == Inheritance.Encoder && slot.Name.StartsWith("encoder.", StringComparison.Ordinal);
            Assert.Equal(
                Bits.Of(inherits ? merged[slot.Name] : first.Model.AsSpan(untrained.Offset, untrained.Shape.Count)),
                Bits.Of(values.AsSpan(slot.Offset, slot.Shape.Count)));
        }
    }

    [Fact]
    public async Task StagesOfOneNameAreTheSameWhateverTheMethod()
    {
        var models = new Dictionary<(string Stage, int Round), string>();
        var shared = 0;
        foreach (var method in MethodCatalogue.Standard.Names)
        {
            var clients = new FakeClients("ash", "birch", "elm");
            await clients.Run(Options with { Method = method, ClientsPerRound = 2, Out = _folder[method] });
            foreach (var (order, model) in clients.Asked)
            {
                // What the client is asked for the first time decides all that follows.
                var asked = $"{order.Client} {order.Seed} {order.Settings.Step} {order.Settings.LearningRate} {Bits.Of(model)}";
                var key = ($"{order.Stage} {order.Client}", order.Round);
                if (!models.TryAdd(key, asked))
                {
                    Assert.Equal(models[key], asked);
                    shared++;
                }
            }
        }

        Assert.True(shared >= 10, $"{shared} orders shared");
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Names(RunHistory history) =>
        history.Stages.Select(stage => stage.Name).Order(StringComparer.Ordinal);

    private static IEnumerable<Order> Asked(FakeClients clients, int round) =>
        clients.Asked.Select(asked => asked.Order).Where(order => order.Round == round);

    private static IEnumerable<string> Drawn(FakeClients clients) =>
        clients.Asked.Select(asked => asked.Order).Select(
            order => $"{order.Round} {Stage.LettersOf(order.Tasks)} {order.Client} {order.Seed}");

    private ResultFile Result() => ResultFile.Read(Path.Combine(Options.Out!, ResultFile.FileName));
}
