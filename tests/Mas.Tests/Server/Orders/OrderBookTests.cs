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
        var asking = await book.Asked(_store, order);

        var lent = await polling;
        await Answer(book, order, 24);

        Assert.Equal(order.ToBytes(), lent!.Bytes);
        Assert.Equal(24, (await asking).Update!.Trained!.Samples);
        Assert.Null(await book.Next("castle", NoWait, default));
    }

    [Fact]
    public async Task NobodyGetsTheOrderOfAnotherClient()
    {
        var (book, order) = (Book(), SentUpdates.Order(_store));
        var asking = await book.Asked(_store, order);

        Assert.Null(await book.Next("cottage", NoWait, default));
        Assert.Equal(404, (await Assert.ThrowsAsync<Refusal>(() => book.Known("cottage", SentUpdates.Name(order)))).Status);
        Assert.False(asking.IsCompleted);
    }

    [Fact]
    public async Task AnOrderThatNobodyTakesIsLostAtItsDeadlineAndTooLateIsTooLate()
    {
        var (book, order) = (Book(new OrderTerms { Deadline = NoWait }), SentUpdates.Order(_store));

        Assert.Null((await book.Ask(order, default, default)).Update);
        Assert.Equal(410, (await Assert.ThrowsAsync<Refusal>(() => Answer(book, order, 24))).Status);
        Assert.Equal(410, (await Assert.ThrowsAsync<Refusal>(() => book.Renew("castle", SentUpdates.Name(order)))).Status);
    }

    [Fact]
    public async Task AnOrderWhoseLeaseLapsesIsLostBeforeItsDeadline()
    {
        var (book, order) = (Book(new OrderTerms { Lease = TimeSpan.FromMilliseconds(1) }), SentUpdates.Order(_store));
        var asking = await book.Asked(_store, order);
        await book.Next("castle", LongWait, default);

        Assert.Null((await asking).Update);
    }

    [Fact]
    public async Task AnOrderHandedBackWaitsForItsDevice()
    {
        var (book, order) = (Book(), SentUpdates.Order(_store));
        var asking = await book.Asked(_store, order);
        await book.Next("castle", LongWait, default);
        await book.TakeBack("castle", SentUpdates.Name(order));

        Assert.NotNull(await book.Next("castle", LongWait, default));
        await Answer(book, order, 24);
        Assert.NotNull((await asking).Update);
    }

    [Fact]
    public async Task TheSameUpdateTwiceIsOneAndAnotherIsRefused()
    {
        var (book, order) = (Book(), SentUpdates.Order(_store));
        var asking = await book.Asked(_store, order);
        await Answer(book, order, 24);
        await Answer(book, order, 24);

        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => Answer(book, order, 25))).Status);
        Assert.Equal(24, (await asking).Update!.Trained!.Samples);
    }

    [Fact]
    public async Task AnOrderThatItsDeviceFailsEndsAtOnceAndIsAskedForAnewLater()
    {
        var (book, order) = (Book(), SentUpdates.Order(_store));
        var asking = await book.Asked(_store, order);
        await book.Next("castle", LongWait, default);

        await book.Fail("castle", SentUpdates.Name(order), FailureDocument.Of("A proxy\nanswers 413.", 1000));

        var outcome = await asking;
        Assert.Equal(
            (null, "Its device failed the order. A proxy answers 413.", 1000L),
            (outcome.Update, outcome.Fault, outcome.BytesResent));
        var done = book.Contributions.Of("castle");
        Assert.Equal((1, outcome.Fault, 1000L, null), (done.Lost, done.Failure, done.BytesUp, done.Work));
        Assert.Equal(410, (await Assert.ThrowsAsync<Refusal>(() => book.Fail("castle", SentUpdates.Name(order), FailureDocument.Of("Once more.", 0)))).Status);

        var again = await book.Asked(_store, order);
        await Answer(book, order, 24);
        Assert.Equal(24, (await again).Update!.Trained!.Samples);
        Assert.Null(book.Contributions.Of("castle").Failure);
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => book.Fail("castle", SentUpdates.Name(order), FailureDocument.Of("Too late.", 0)))).Status);
    }

    [Fact]
    public async Task WhatWasAcknowledgedBeforeAServerDiedIsFoundByTheSameOrder()
    {
        var order = SentUpdates.Order(_store);
        using var died = new CancellationTokenSource();
        var (before, after) = (Book(), Book());
        var asking = await before.Asked(_store, order, cancellation: died.Token);
        died.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);

        // The device was at it all the time and does not know that nobody asks just now.
        await after.Renew("castle", SentUpdates.Name(order));
        await Answer(after, order, 24);

        Assert.Equal(24, (await after.Ask(order, default, default)).Update!.Trained!.Samples);
    }

    [Fact]
    public async Task AnUpdateWhoseWeightsAreGoneIsAskedForAgain()
    {
        var (book, order) = (Book(), SentUpdates.Order(_store));
        var first = await book.Asked(_store, order);
        await Answer(book, order, 24);
        await first;
        _store.Models.DeleteWeights(SentUpdates.Name(order));

        var second = await book.Asked(_store, order);
        await Answer(book, order, 25);

        Assert.Equal(25, (await second).Update!.Trained!.Samples);
    }

    [Fact]
    public async Task AnOrderThatWasLostAndIsAskedAgainIsAnOrderAgain()
    {
        var order = SentUpdates.Order(_store);
        Assert.Null((await Book(new OrderTerms { Deadline = NoWait }).Ask(order, default, default)).Update);
        var book = Book();
        var asking = await book.Asked(_store, order);
        await Answer(book, order, 24);

        Assert.NotNull((await asking).Update);
    }

    [Fact]
    public async Task EarlierRoundsAreForgottenAndOtherStagesAreNot()
    {
        OrderDocument[] orders =
        [
            SentUpdates.Order(_store), SentUpdates.Order(_store, round: 8), SentUpdates.Order(_store, stage: "sd.s"),
        ];
        var book = Book();
        foreach (var order in orders)
        {
            var asking = await book.Asked(_store, order);
            await Answer(book, order, 24);
            await asking;
        }

        await _store.ForgetBefore("run-1", "sd", 8);

        var known = await Task.WhenAll(orders.Select(order => _store.Order(SentUpdates.Name(order))));
        Assert.Equal([false, true, true], known.Select(order => order is not null));
        Assert.Equal(
            [false, true, true], orders.Select(order => File.Exists(_store.Models.Weights(SentUpdates.Name(order)))));
    }

    [Fact]
    public async Task ADeadlineDoesNotRunWhileAnOrderWaitsBehindAnotherOfItsClient()
    {
        var clock = new TestClock();
        var book = Book(time: clock);
        var (first, second) = (SentUpdates.Order(_store), SentUpdates.Order(_store, stage: "sd.s"));
        var asking = await book.Asked(_store, first);
        _ = await book.Asked(_store, second);
        clock.Now += TimeSpan.FromMinutes(9);
        await Answer(book, first, 24);
        await asking;

        var lent = await book.Next("castle", LongWait, default);
        Assert.Equal(SentUpdates.Name(second), lent!.Id);
        Assert.Equal(book.Now + new OrderTerms().Lease, lent.Until);
        await book.TakeBack("castle", lent.Id);
        Assert.Equal(book.Now + new OrderTerms().Deadline, lent.Until);
        await Answer(book, second, 24);
    }

    [Fact]
    public async Task ARenewalThatComesAfterTheOrderWasHandedBackLendsNothing()
    {
        var clock = new TestClock();
        var book = Book(time: clock);
        var order = SentUpdates.Order(_store);
        var asking = await book.Asked(_store, order);
        var lent = (await book.Next("castle", LongWait, default))!;
        await book.TakeBack("castle", lent.Id);

        await book.Renew("castle", lent.Id);
        Assert.Equal(book.Now + new OrderTerms().Deadline, lent.Until);

        await book.Next("castle", LongWait, default);
        clock.Now += TimeSpan.FromSeconds(7);
        await book.Renew("castle", lent.Id);
        Assert.Equal(book.Now + new OrderTerms().Lease, lent.Until);
        await Answer(book, order, 24);
        await asking;
    }

    [Fact]
    public async Task WhatARoundNeedsNoMoreIsOverAndWhatComesForItThenIsOnRecordAndNotUsed()
    {
        var clock = new TestClock();
        var (book, order) = (Book(time: clock), SentUpdates.Order(_store));
        using var enough = new CancellationTokenSource();
        var asking = await book.Asked(_store, order, enough.Token);
        await book.Next("castle", LongWait, default);
        Assert.Null((await _store.Order(SentUpdates.Name(order)))!.LateAt);

        enough.Cancel();

        Assert.Null((await asking).Update);
        Assert.Equal(410, (await Assert.ThrowsAsync<Refusal>(() => book.Renew("castle", SentUpdates.Name(order)))).Status);
        Assert.Equal(410, (await Assert.ThrowsAsync<Refusal>(() => Answer(book, order, 24))).Status);
        await _store.ForgetBefore("run-1", "sd", 8);
        var late = (await _store.Order(SentUpdates.Name(order)))!;
        Assert.Equal((clock.Now.ToUnixTimeSeconds(), (byte[]?)null), (late.LateAt, late.Update));
    }

    public void Dispose() => _folder.Dispose();

    private async Task Answer(OrderBook book, OrderDocument order, int samples)
    {
        var weights = SentUpdates.Weights();
        var update = SentUpdates.Update(weights, samples);
        File.WriteAllBytes(_store.Models.Weights(SentUpdates.Name(order)), weights);
        await book.Answer("castle", SentUpdates.Name(order), update.ToBytes(), update);
    }

    private OrderBook Book(OrderTerms? terms = null, TimeProvider? time = null) =>
        new(_store, terms ?? new OrderTerms(), time ?? TimeProvider.System);
}
