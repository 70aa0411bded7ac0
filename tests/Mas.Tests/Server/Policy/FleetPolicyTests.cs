using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mas.Federation.Journals;
using Mas.Federation.Methods;
using Mas.Learning;
using Mas.Server.Policy;
using Mas.Tests.Federation;
using Mas.Tests.Federation.Journals;
using Mas.Tests.Federation.Methods;
using Mas.Tests.House;

namespace Mas.Tests.Server.Policy;

public sealed partial class FleetPolicyTests : IDisposable
{
    private static readonly FleetPolicy Strict = new()
    {
        LargestImageSize = 128,
        MostRounds = 10,
        MostLocalEpochs = 2,
        MostClientsPerRound = 8,
        LargestBatch = 16,
        LargestBudget = 0.5,
        Encoders = ["xception-quarter"],
        Methods = ["merge-and-split"],
        SmallestCohort = 3,
    };

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void EveryRuleThatIsBrokenIsNamedWithWhatWasAskedAndWhatIsAllowed()
    {
        var options = TestCatalogue.Options with
        {
            ImageSize = 1024,
            Rounds = 40,
            LocalEpochs = 3,
            ClientsPerRound = 9,
            Batch = 32,
            Encoder = "resnet-18",
            Method = "all-in-one",
            Quorum = 2,
        };

        Assert.Equal(
            [
                "--image-size is 1024; the server's owner allows at most 128.",
                "--rounds is 40; the server's owner allows at most 10.",
                "--local-epochs is 3; the server's owner allows at most 2.",
                "--clients-per-round is 9; the server's owner allows at most 8.",
                "--batch is 32; the server's owner allows at most 16.",
                "--budget is 0.75; the server's owner allows at most 0.5.",
                "--encoder is 'resnet-18'; the server's owner allows xception-quarter.",
                "--method is 'all-in-one'; the server's owner allows merge-and-split.",
                "--quorum is 2; the server's owner allows at least 3, or a key with the scope single.",
            ],
            Strict.Faults(options, 0.75, single: false, MethodCatalogue.Standard));
    }

    [Theory]
    [InlineData("standalone", 4, 2, "--method is standalone, which trains a model for each client alone")]
    [InlineData("all-in-one", 1, 1, "--clients-per-round is 1; the server's owner allows at least 2")]
    [InlineData("all-in-one", 4, 1, "--quorum is 1; the server's owner allows at least 2")]
    public void ModelsOfSingleClientsNeedAScopeOfTheirOwn(string method, int clients, int quorum, string fault)
    {
        var options = TestCatalogue.Options with { Method = method, ClientsPerRound = clients, Quorum = quorum };

        Assert.Contains(
            new FleetPolicy().Faults(options, null, single: false, MethodCatalogue.Standard),
            found => found.StartsWith(fault, StringComparison.Ordinal));
        Assert.Empty(new FleetPolicy().Faults(options, null, single: true, MethodCatalogue.Standard));
        Assert.Empty(new FleetPolicy { SmallestCohort = 1 }.Faults(options, null, single: false, MethodCatalogue.Standard));
    }

    [Fact]
    public void AQuorumLeftOpenIsTheSmallestCohort()
    {
        var policy = new FleetPolicy { SmallestCohort = 3 };

        Assert.Equal(3, policy.Defaults(null, TestCatalogue.Options).Quorum);
        Assert.Equal(2, policy.Defaults(new JsonObject { ["clientsPerRound"] = 2 }, TestCatalogue.Options).Quorum);
        Assert.Equal(4, policy.Defaults(null, TestCatalogue.Options with { Quorum = 4 }).Quorum);
    }

    [Fact]
    public void AnOperatorHasSoManySubmissionsAtATimeAndADay()
    {
        var policy = new FleetPolicy { MostUnfinished = 2, MostPerDay = 3 };

        Assert.Empty(policy.Faults("ann", 1, 2));
        Assert.Equal(
            [
                "ann has 2 submissions that have not ended; the server's owner allows 2 at a time.",
                "ann has submitted 3 times within 24 hours; the server's owner allows 3.",
            ],
            policy.Faults("ann", 2, 3));
        Assert.Empty(new FleetPolicy { MostUnfinished = 0, MostPerDay = 0 }.Faults("ann", 5000, 5000));
    }

    [Fact]
    public void AFileIsReadStrictlyAndWhatItLeavesOutHasItsDefault()
    {
        var path = Path.Combine(_folder.Path, "policy.json");
        File.WriteAllText(path, """{ "mostRounds": 7, "methods": ["all-in-one"] }""");
        Assert.Equal(7, FleetPolicy.Read(path, TestCatalogue.Runs).MostRounds);
        Assert.Equal(["all-in-one"], FleetPolicy.Read(path, TestCatalogue.Runs).Methods);
        Assert.Equal(new FleetPolicy().LargestImageSize, FleetPolicy.Read(path, TestCatalogue.Runs).LargestImageSize);

        File.WriteAllText(path, """{ "mostRound": 7 }""");
        Assert.EndsWith("mostRound is unknown; did you mean mostRounds?", Fault(path));
        File.WriteAllText(path, """{ "mostRounds": 0, "encoders": ["vgg"], "keepRunDays": -1 }""");
        Assert.Equal(3, Fault(path).Split(Environment.NewLine).Length);
    }

    [Theory]
    [InlineData(24, 24, false)]
    [InlineData(0, 24, true)]
    [InlineData(0, 0, false)]
    public void AModelIsGuardedIfFewerClientsThanTheCohortTrainedOneOfItsDecoders(int first, int second, bool guarded)
    {
        var round = JournalExamples.Round("sd", 1);
        var client = round.Clients[0] with { Fault = null, Labelled = null };
        ClientReport Of(string name, int depth) => client with
        {
            Client = name,
            Labelled = new Dictionary<string, int> { ["s"] = 24, ["d"] = depth },
        };
        StageHistory Stage(params ClientReport[] clients) =>
            new(new StageStarted("sd", ["s", "d"], 1, 1, null), [round with { Clients = clients }], [], null);

        Assert.Equal(guarded, new FleetPolicy().Guards(Stage(Of("ash", first), Of("birch", second))));
        Assert.True(new FleetPolicy().Guards(Stage(client)));
        Assert.False(new FleetPolicy { SmallestCohort = 1 }.Guards(Stage(Of("ash", first), Of("birch", second))));
    }

    [Fact]
    public void ThePageHasEveryKeyWithItsDefault()
    {
        var defaults = JsonSerializer.SerializeToNode(new FleetPolicy(), PolicyJson.Default.FleetPolicy)!.AsObject();
        var rows = Row().Matches(Repository.Text("docs/reference/security.md")).ToDictionary(
            row => row.Groups[1].Value, row => row.Groups[2].Value);

        Assert.Equal(defaults.Select(key => key.Key), rows.Keys);
        Assert.All(defaults, key => Assert.Equal(key.Value is null or JsonArray ? "all" : $"`{key.Value}`", rows[key.Key]));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AMethodOfTheOwnersCatalogueIsAllowedUnlessThePolicyListsOthers()
    {
        var methods = MethodCatalogue.Standard.With(new InPairs());
        var options = TestCatalogue.Options with { Method = "in-pairs" };

        Assert.Empty(new FleetPolicy().Faults(options, null, single: true, methods));
        Assert.Equal(
            ["--method is 'in-pairs'; the server's owner allows all-in-one."],
            new FleetPolicy { Methods = ["all-in-one"] }.Faults(options, null, single: true, methods));
    }

    private static string Fault(string path) => Assert.Throws<InputException>(() => FleetPolicy.Read(path, TestCatalogue.Runs)).Message;

    [GeneratedRegex(@"^\| `([a-z][A-Za-z]+)` \| (all|`[0-9]+`) \| ", RegexOptions.Multiline)]
    private static partial Regex Row();
}
