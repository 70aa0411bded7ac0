using Mas.Server.Orders;
using Mas.Server.Refusals;
using Mas.Server.Storage;
using Mas.Tests.Federation;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Orders;

public sealed class OrderBookTests : IDisposable
{
    private static readonly TimeSpan NoWait = TimeSpan.Zero;
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly FleetStore _store;

    public OrderBookTests() => _store = new FleetStore(_folder.Path);

    [Fact]
    public async Task AnOrderGoesToItsClientAndItsUpdateComesBack()
    {
        var (book, order) = (Book(), SentUpdates.Order(_store));
        var polling = book.Next("castle", LongWait, default);
        var asking = book.Ask(order, default);

        var lent = await polling;
        Answer(book, order, 24);

        Assert.Equal(order.ToBytes(), lent!.Bytes);
        Assert.Equal(24, (await asking)!.Trained!.Samples);
        Assert.Null(await book.Next("castle", NoWait, default));
    }

    [Fact]
    public async Task NobodyGetsTheOrderOfAnotherClient()
    {
        var (book, order) = (Book(), SentUpdates.Order(_store));
        var asking = book.Ask(order, default);

        Assert.Null(await book.Next("cottage", NoWait, default));
        Assert.Equal(404, Assert.Throws<Refusal>(() => book.Known("cottage", SentUpdates.Name(order))).Status);
        Assert.False(asking.IsCompleted);
    }

    [Fact]
    public async Task AnOrderThatNobodyTakesIsLostAtItsDeadlineAndTooLateIsTooLate()
    {
        var (book, order) = (Book(new OrderTerms { Deadline = NoWait }), SentUpdates.Order(_store));

        Assert.Null(await book.Ask(order, default));
        Assert.Equal(410, Assert.Throws<Refusal>(() => Answer(book, order, 24)).Status);
        Assert.Equal(410, Assert.Throws<Refusal>(() => book.Renew("castle", SentUpdates.Name(order))).Status);
    }

    [Fact]
    public async Task AnOrderWhoseLeaseLapsesIsLostBeforeItsDeadline()
    {
        var (book, order) = (Book(new OrderTerms { Lease = TimeSpan.FromMilliseconds(1) }), SentUpdates.Order(_store));
        var asking = book.Ask(order, default);
        await book.Next("castle", LongWait, default);

        Assert.Null(await asking);
    }

    [Fact]
    public async Task AnOrderHandedBackWaitsForItsDevice()
    {
        var (book, order) = (Book(), SentUpdates.Order(_store));
        var asking = book.Ask(order, default);
        await book.Next("castle", NoWait, default);
        book.TakeBack("castle", SentUpdates.Name(order));

        Assert.NotNull(await book.Next("castle", NoWait, default));
        Answer(book, order, 24);
        Assert.NotNull(await asking);
    }

    [Fact]
    public async Task TheSameUpdateTwiceIsOneAndAnotherIsRefused()
    {
        var (book, order) = (Book(), SentUpdates.Order(_store));
        var asking = book.Ask(order, default);
        Answer(book, order, 24);
        Answer(book, order, 24);

        Assert.Equal(409, Assert.Throws<Refusal>(() => Answer(book, order, 25)).Status);
        Assert.Equal(24, (await asking)!.Trained!.Samples);
    }

    [Fact]
    public async Task WhatWasAcknowledgedBeforeAServerDiedIsFoundByTheSameOrder()
    {
        var order = SentUpdates.Order(_store);
        using var died = new CancellationTokenSource();
        var (before, after) = (Book(), Book());
        var asking = before.Ask(order, died.Token);
        died.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);

        // The device was at it all the time and does not know that nobody asks just now.
        after.Renew("castle", SentUpdates.Name(order));
        Answer(after, order, 24);

        Assert.Equal(24, (await after.Ask(order, default))!.Trained!.Samples);
    }

    [Fact]
    public async Task AnUpdateWhoseWeightsAreGoneIsAskedForAgain()
    {
        var (book, order) = (Book(), SentUpdates.Order(_store));
        var first = book.Ask(order, default);
        Answer(book, order, 24);
        await first;
        _store.Models.DeleteWeights(SentUpdates.Name(order));

        var second = book.Ask(order, default);
        Answer(book, order, 25);

        Assert.Equal(25, (await second)!.Trained!.Samples);
    }

    [Fact]
    public async Task AnOrderThatWasLostAndIsAskedAgainIsAnOrderAgain()
    {
        var order = SentUpdates.Order(_store);
        Assert.Null(await Book(new OrderTerms { Deadline = NoWait }).Ask(order, default));
        var book = Book();
        var asking = book.Ask(order, default);
        Answer(book, order, 24);

        Assert.NotNull(await asking);
    }

    [Fact]
    public async Task EarlierRoundsAreForgottenAndOtherStagesAreNot()
    {
        OrderDocument[] orders =
        [
            SentUpdates.Order(_store), SentUpdates.Order(_store, round: 8), SentUpdates.Order(_store, stage: "sd.s"),
        ];
        var book = Book(new OrderTerms { Deadline = NoWait });
        foreach (var order in orders)
            await book.Ask(order, default);

        _store.ForgetBefore("run-1", "sd", 8);

        Assert.Equal([false, true, true], orders.Select(order => _store.Order(SentUpdates.Name(order)) is not null));
    }

    public void Dispose() => _folder.Dispose();

    private void Answer(OrderBook book, OrderDocument order, int samples)
    {
        var weights = SentUpdates.Weights();
        var update = SentUpdates.Update(weights, samples);
        File.WriteAllBytes(_store.Models.Weights(SentUpdates.Name(order)), weights);
        book.Answer("castle", SentUpdates.Name(order), update.ToBytes(), update);
    }

    private OrderBook Book(OrderTerms? terms = null) => new(_store, terms ?? new OrderTerms(), TimeProvider.System);
}
