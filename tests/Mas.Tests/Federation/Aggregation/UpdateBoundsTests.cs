using FsCheck;
using FsCheck.Fluent;
using Mas.Engine.Parameters;
using Mas.Federation.Aggregation;
using Mas.Federation.Journals;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Learning.Training;
using Mas.Tests.Federation.Rounds;

namespace Mas.Tests.Federation.Aggregation;

public sealed class UpdateBoundsTests : IDisposable
{
    private static readonly Dictionary<string, MeanLoss> _losses = new() { ["s"] = new(0.5, 1) };
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void AnUpdateIsAsLongAsWhatItAddsToTheModel() => Prop.ForAll(
        Gen.Two(Gen.Choose(0, int.MaxValue)).ToArbitrary(),
        seeds =>
        {
            using var update = Models.Random(seeds.Item1);
            using var model = Models.Random(seeds.Item2);
            var weights = Models.Layout.WeightCount;
            var squares = Enumerable.Range(0, Models.Layout.Count)
                .Select(index => Math.Pow(update.Values[index] - (double)model.Values[index], 2)).ToArray();
            var length = UpdateBounds.Length(update, model);
            return IsNear(Math.Sqrt(squares[..weights].Sum()), length.Weights)
                && IsNear(Math.Sqrt(squares[weights..].Sum()), length.Statistics)
                && UpdateBounds.Length(model, model) == default;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void AnUpdateWithAValueThatIsNotFiniteIsRefused(float value)
    {
        using var update = Models.Random(1);
        using var model = Models.Random(2);
        Assert.Null(Divergence());
        for (var index = 0; index < update.Values.Length; index++)
        {
            var before = update.Values[index];
            update.Values[index] = value;
            Assert.NotNull(Divergence());
            update.Values[index] = before;
        }

        update["encoder.norm.mean"][2] = value;
        Assert.Equal("The tensor 'encoder.norm.mean' holds a value that is not finite.", Divergence());

        string? Divergence() => UpdateBounds.Divergence(update, UpdateBounds.Length(update, model), _losses);
    }

    [Fact]
    public void TheLargestFloatsHaveALength()
    {
        using var update = Models.Random(1);
        using var model = Models.Random(1);
        update.Values.Fill(float.MaxValue);
        model.Values.Fill(-float.MaxValue);

        Assert.Null(UpdateBounds.Divergence(update, UpdateBounds.Length(update, model), _losses));
    }

    [Fact]
    public void AnUpdateWithALossThatIsNotFiniteIsRefused()
    {
        using var update = Models.Random(1);
        Assert.Equal(
            "The loss of task 'd' is NaN; it must be finite.",
            UpdateBounds.Divergence(
                update, default, new Dictionary<string, MeanLoss> { ["s"] = new(1, 1), ["d"] = new(double.NaN, 1) }));
    }

    [Fact]
    public void ANegativeVarianceIsRefusedWhoseRootIsNoNumber()
    {
        using var update = new NamedTensors(new TensorLayout(
        [
            ("norm.running_mean", new(1, 1, 1, 2), ParameterRole.Statistic),
            ("norm.running_var", new(1, 1, 1, 2), ParameterRole.Statistic),
        ]));
        update["norm.running_mean"][0] = -1;
        Assert.Null(UpdateBounds.NegativeVariance(update));

        update["norm.running_var"][1] = -float.Epsilon;

        Assert.Equal("The tensor 'norm.running_var' holds a negative variance.", UpdateBounds.NegativeVariance(update));
    }

    [Fact]
    public void WhoIsWithinTheBoundsDoesNotDependOnTheUnitAndALiarAmongHonestOnesIsNot() => Prop.ForAll(
        (from lengths in Gen.Choose(1, 1000).NonEmptyListOf()
         from unit in Gen.Elements(1e-12, 1.0, 1e12)
         where lengths.Count >= 2
         select (Lengths: lengths.ToArray(), Unit: unit)).ToArbitrary(),
        given =>
        {
            // Honest ones within ten times of each other, and one beyond them all.
            var honest = given.Lengths.Select(length => (1 + (length / 1000.0)) * given.Unit).ToArray();
            var updates = honest.Select((length, index) => ($"client {index}", (5, new UpdateLength(length, length))))
                .Append(("liar", (5, new UpdateLength(21 * given.Unit, 0)))).ToDictionary(each => each.Item1, each => each.Item2);
            return UpdateBounds.TooLong(updates, default).Keys.SequenceEqual(["liar"]);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(100, 0, null)]
    [InlineData(101, 0, "The update moves the weights by 101, more than 10 times the median of the round's updates (10).")]
    [InlineData(10, 100, null)]
    [InlineData(10, 101, "The update moves the running statistics by 101, more than 100 times the median of the round's updates (1).")]
    public void OfThreeOrMoreTheMedianDecides(double weights, double statistics, string? fault) => Assert.Equal(
        fault,
        UpdateBounds.TooLong(
            Updates((3, 10, 1), (3, 10, 1), (3, weights, statistics)), default).GetValueOrDefault("client 2"));

    [Fact]
    public void MoreSamplesAreMoreStepsAndMayLeadFurther()
    {
        Assert.Empty(UpdateBounds.TooLong(Updates((3, 1, 1), (3, 1, 1), (30, 100, 1000)), default));
        Assert.Equal(["client 2"], UpdateBounds.TooLong(Updates((3, 1, 1), (3, 1, 1), (30, 101, 1)), default).Keys);
        Assert.Empty(UpdateBounds.TooLong(Updates((30, 10, 1), (30, 10, 1), (1, 100, 1)), default));
    }

    [Fact]
    public void OfFewerTheLengthOfTheModelDecides()
    {
        Assert.Empty(UpdateBounds.TooLong(Updates((3, 20, 200), (3, 0.001, 0)), new UpdateLength(2, 2)));
        Assert.Equal(
            "The update moves the weights by 1E+30, more than 10 times the length of the model's (2).",
            UpdateBounds.TooLong(Updates((3, 1e30, 0)), new UpdateLength(2, 2))["client 0"]);
        Assert.Empty(UpdateBounds.TooLong(Updates(), default));
    }

    [Fact]
    public async Task AnUpdateThatIsTooLongIsLeftOutAndAReserveStandsIn()
    {
        var options = Options with { ClientsPerRound = 3, OverSelect = 2 };
        var honest = await Run(options with { Out = _folder["honest"] }, "");
        var liar = honest.Clients[0].Client;

        var round = await Run(options, liar);

        Assert.Equal(4, round.Clients.Count);
        Assert.Matches("^The update moves the weights by .*E\\+3[0-9], more than .* times the median of the round's updates",
            Assert.Single(round.Clients, client => client.Fault is not null).Fault);
        Assert.Equal(liar, Assert.Single(round.Clients, client => client.Fault is not null).Client);
        using var model = FakeClients.Model(options, round);
        Assert.InRange(UpdateBounds.Length(model).Weights, 0, 1e6);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhoIsTooLongCountsAgainstTheQuorum(bool race)
    {
        var options = Options with { ClientsPerRound = 3, Quorum = 3 };

        var failure = await Assert.ThrowsAsync<TooFewUpdatesException>(() => Run(options, "birch", race, 3));

        Assert.StartsWith(
            "Round 1 of stage dk has 2 valid updates of the 3 that --quorum asks for: The update moves the weights by",
            failure.Message);
        Assert.False(failure.HasDiverged);
    }

    [Fact]
    public async Task WhereAnswersRaceOthersAreWaitedForInPlaceOfALiar()
    {
        var options = Options with { ClientsPerRound = 3, OverSelect = 1, Quorum = 3 };

        var round = await Run(options, "birch", race: true, clients: 4);

        Assert.Equal(["birch"], round.Clients.Where(client => client.Fault is not null).Select(client => client.Client));
    }

    public void Dispose() => _folder.Dispose();

    private RunOptions Options => TestCatalogue.Options with
    {
        Tasks = "dk",
        Method = "all-in-one",
        Rounds = 1,
        ImageSize = 32,
        Threads = 1,
        Out = _folder["run"],
    };

    private static async Task<RoundFinished> Run(RunOptions options, string liar, bool race = false, int clients = 5)
    {
        var fleet = new FakeClients([.. new[] { "ash", "birch", "cedar", "elm", "fir" }.Take(clients)])
        {
            AnswersRace = race,
            Spoil = (order, update) =>
            {
                if (order.Client == liar)
                {
                    update.Parameters!.Values.Fill(1e30f);
                }

                return update;
            },
        };
        return Assert.Single((await fleet.Run(options)).Stage("dk")!.Rounds);
    }

    private static Dictionary<string, (int, UpdateLength)> Updates(
        params (int Samples, double Weights, double Statistics)[] updates) => updates.Index().ToDictionary(
            each => $"client {each.Index}",
            each => (each.Item.Samples, new UpdateLength(each.Item.Weights, each.Item.Statistics)));

    private static bool IsNear(double expected, double found) => Math.Abs(expected - found) <= 1e-9 * (1 + expected);
}
