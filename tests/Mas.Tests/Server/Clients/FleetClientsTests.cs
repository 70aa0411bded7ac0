using Mas.Federation.Rounds;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Training;
using Mas.Server.Clients;
using Mas.Server.Orders;
using Mas.Server.Storage;
using Mas.Tests.Federation;
using Mas.Tests.Wire.Documents;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Clients;

public sealed class FleetClientsTests : IDisposable
{
    private static readonly ModelDescription _description =
        ModelDescription.OfPictures("xception-quarter", 32, TestCatalogue.Learning.TaskSet("sd"));

    private readonly TemporaryFolder _folder = new();
    private readonly FleetStore _store;

    public FleetClientsTests()
    {
        _store = new FleetStore(_folder.Path);
        using var database = _store.Open();
        database.Participants.AddRange(
            Participant("castle", 24, 3), Participant("attic", 0, 1), Participant("Zoo", 3, 2), Participant("barn", 3, 2));
        database.SaveChanges();
    }

    [Fact]
    public async Task ThoseWithoutViewsToTrainOnAreNotAskedToTrain() =>
        Assert.Equal(["Zoo", "barn", "castle"], (await Clients(Book())).Names);

    [Fact]
    public async Task ADeviceThatDoesNotAnswerCostsItsOrder()
    {
        var clients = await Clients(Book(new OrderTerms { Deadline = TimeSpan.Zero }));
        using var model = Models.Random(1);

        using var sent = await clients.Train(WireOrders.Order() with { Client = "castle", Parameters = model }, default, default);

        Assert.Equal("Its device did not answer in time.", sent.Update.Fault);
        Assert.Null(sent.Update.Parameters);
    }

    [Fact]
    public async Task AnUpdateHasTheBitsThatWereSent()
    {
        var book = Book();
        using var model = Models.Random(1);
        var training = (await Clients(book)).Train(WireOrders.Order() with { Client = "castle", Parameters = model }, default, default);
        var order = await book.Next("castle", TimeSpan.FromMinutes(1), default);
        var weights = SentUpdates.Weights(5);
        var sent = SentUpdates.Update(weights);
        File.WriteAllBytes(_store.Models.Weights(order!.Id), weights);
        await book.Answer("castle", order.Id, sent.ToBytes(), sent);

        using var update = await training;

        Assert.Null(update.Update.Parameters);
        Assert.Equal(weights, update.Look(SentUpdates.Bytes));
        Assert.Equal(sent.Trained!.Losses, update.Update.Losses.Select(loss => loss.Value));
        Assert.Equal(File.ReadAllBytes(_store.Models.Path(order.Document.Model!.Sha256)), SentUpdates.Weights(1));
    }

    [Fact]
    public async Task ADeviceHasAsManyVotesAsItJoinedWith()
    {
        var book = Book();
        using var model = Models.Random(1);
        var training = (await Clients(book)).Train(WireOrders.Order() with { Client = "Zoo", Parameters = model }, default, default);
        var order = await book.Next("Zoo", TimeSpan.FromMinutes(1), default);
        var sent = SentUpdates.Update(SentUpdates.Weights(), samples: 499_999);
        await book.Answer("Zoo", order!.Id, sent.ToBytes(), sent);

        var update = (await training).Update;

        Assert.Equal("Its device joined with 3 examples and reports training on 499999.", update.Fault);
        Assert.Null(update.Parameters);
    }

    [Fact]
    public async Task ADeviceThatJoinedWithoutLabelsOfATaskIsNotBelievedToHaveTrainedIt()
    {
        AddHut();
        var book = Book();
        var clients = await Clients(book);
        using var model = Models.Random(1);
        foreach (var (labelled, fault) in new (int[]? Labelled, string? Fault)[]
        {
            (null, "Its device joined without labels of depth and reports training on some."),
            ([24, 1], "Its device joined without labels of depth and reports training on some."), ([24, 0], null),
        })
        {
            var training = clients.Train(
                WireOrders.Order() with { Client = "hut", Parameters = model, Round = 1 + (labelled?[1] ?? 2) }, default, default);
            var order = await book.Next("hut", TimeSpan.FromMinutes(1), default);
            var sent = SentUpdates.Update(SentUpdates.Weights());
            sent = sent with { Trained = sent.Trained! with { Labelled = labelled } };
            await book.Answer("hut", order!.Id, sent.ToBytes(), sent);

            using var update = await training;

            Assert.Equal(fault, update.Update.Fault);
        }
    }

    [Fact]
    public async Task OnlyDevicesWithLabelsOfATaskAreAskedForItAndTheOthersHaveNoVoice()
    {
        AddHut();
        var book = Book(new OrderTerms { Deadline = TimeSpan.Zero });
        var clients = await Clients(book);
        using var model = Models.Random(1);
        var (both, depth) = (TestCatalogue.Learning.TaskSet("sd"), TestCatalogue.Learning.TaskSet("d"));

        Assert.False(clients.Has("hut", depth[0]));
        Assert.True(clients.Has("castle", depth[0]));
        Assert.Empty(await clients.Evaluate(_description with { Tasks = depth }, model, Split.Test, 4, "hut", default));
        Assert.StartsWith(
            "No device has answered an evaluation. Client hut",
            (await Assert.ThrowsAsync<UnansweredException>(
                () => clients.Evaluate(_description with { Tasks = both }, model, Split.Test, 4, "hut", default))).Message);

        var losses = EvaluatedLosses.Over(
            TestCatalogue.Options with { Quorum = 2, ClientsPerRound = 2 }, both,
            [
                new ClientLosses("castle", [new MeanLoss(1, 5), new MeanLoss(2, 5)], 3),
                new ClientLosses("hut", null, 0) { Lacks = ["d"] },
            ]);
        Assert.Equal((MeanLoss.None, new MeanLoss(2, 5)), (losses.Losses["s"], losses.Losses["d"]));
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(1e308, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 2.5)]
    [InlineData(1, double.NaN)]
    public async Task ABalanceThatCannotBeAveragedCostsItsClientTheRound(double firstLoss, double weight)
    {
        var book = Book();
        using var model = Models.Random(1);
        var training = (await Clients(book)).Train(WireOrders.Order() with { Client = "castle", Parameters = model }, default, default);
        var order = await book.Next("castle", TimeSpan.FromMinutes(1), default);
        var sent = SentUpdates.Update(SentUpdates.Weights());
        sent = sent with { Trained = sent.Trained! with { Balance = new LossBalance([weight, 1], [firstLoss, 1]) } };
        await book.Answer("castle", order!.Id, sent.ToBytes(), sent);

        var update = (await training).Update;

        Assert.StartsWith("The loss balance is invalid", update.Fault);
        Assert.Null(update.Parameters);
    }

    [Fact]
    public async Task LossesAreTheMeanOfThoseWhoAnswerAPixelAVoteAndNoClientHasMoreThanItJoinedWith()
    {
        var notes = new List<string>();
        var book = Book(new OrderTerms { Deadline = TimeSpan.FromSeconds(1) });
        using var model = Models.Random(1);
        var evaluating = (await Clients(book, notes.Add)).Evaluate(
            _description, model, Split.Test, 4, null, default);
        foreach (var (client, found) in new[]
        {
            ("castle", new EvaluatedDocument([1, 2], [300, 100], 3)),
            ("attic", new EvaluatedDocument([5, null], [100, 0], 1)),
            ("barn", new EvaluatedDocument([1e6, 1e6], [500, 500], 500)),
        })
        {
            var order = await book.Next(client, TimeSpan.FromMinutes(1), default);
            var update = new UpdateDocument { Evaluated = found };
            await book.Answer(client, order!.Id, update.ToBytes(), update);
        }

        var losses = EvaluatedLosses.Over(TestCatalogue.Options, TestCatalogue.Learning.TaskSet("sd"), await evaluating);

        Assert.Equal(4, losses.Views);
        Assert.Equal(new MeanLoss(2, 400), losses.Losses["s"]);
        Assert.Equal(new MeanLoss(2, 100), losses.Losses["d"]);
        Assert.Equal(
            [
                "Client Zoo is left out of the mean. Its device did not answer in time.",
                "Client barn is left out of the mean. Its device joined with 2 examples of the split and reports "
                + "evaluating on 500.",
            ],
            notes);
    }

    [Fact]
    public async Task ADeviceThatFindsAModelDivergedIsHeard()
    {
        var book = Book();
        using var model = Models.Random(1);
        var evaluating = (await Clients(book)).Evaluate(
            _description, model, Split.Test, 4, "castle", default);
        var order = await book.Next("castle", TimeSpan.FromMinutes(1), default);
        var update = new UpdateDocument { Evaluated = new EvaluatedDocument([double.NaN, 1], [300, 100], 3) };
        await book.Answer("castle", order!.Id, update.ToBytes(), update);

        var found = Assert.Single(await evaluating);

        Assert.Equal(double.NaN, found.Losses![0].Value);
        Assert.Equal(new MeanLoss(1, 100), found.Losses[1]);
    }

    [Fact]
    public async Task WhereNobodyEvaluatesTheRunFails()
    {
        using var model = Models.Random(1);

        var clients = await Clients(Book(new OrderTerms { Deadline = TimeSpan.Zero }));
        await Assert.ThrowsAsync<UnansweredException>(() => clients.Evaluate(
            _description, model, Split.Test, 4, null, default));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A device with labels of one of the two tasks.</summary>
    private void AddHut()
    {
        using var database = _store.Open();
        database.Participants.Add(Participant("hut", 24, 3, "rgb segment_semantic"));
        database.SaveChanges();
    }

    private static ParticipantRow Participant(
        string client, int trainingViews, int testViews, string? fields = null) => new()
        {
            Run = "run-1",
            Client = client,
            Fields = fields,
            TrainingViews = trainingViews,
            ValidationViews = 1,
            TestViews = testViews,
        };

    private OrderBook Book(OrderTerms? terms = null) => new(_store, terms ?? new OrderTerms(), TimeProvider.System);

    private async Task<FleetClients> Clients(OrderBook book, Action<string>? note = null) =>
        new(_store, book, "run-1", await _store.Participants("run-1"), FieldShape.Square(32, 3)) { Note = note };
}
