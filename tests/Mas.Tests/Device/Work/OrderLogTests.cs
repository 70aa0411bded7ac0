using Mas.Device.Connections;
using Mas.Device.Work;
using Mas.Tests.Wire.Documents;
using Mas.Wire.Documents;

namespace Mas.Tests.Device.Work;

/// <summary>What a device tells of its orders.</summary>
public sealed class OrderLogTests
{
    private readonly List<string> _lines = [];
    private readonly MovedClock _clock = new();

    [Fact]
    public void AnOrderIsALineAndThoseInAHurryAreCounted()
    {
        var log = new OrderLog(_lines.Add, _clock);
        var traffic = new Traffic();
        traffic.Fetched(1_200_000);
        traffic.Sent(2_400_000);

        Answer();
        Answer();
        Answer();
        _clock.Seconds += 2;
        Answer();

        const string Line =
            "run-1, stage sd, round 7: trained on 24 examples, 1.5 s, 1.2 MB down, 2.4 MB up.";
        Assert.Equal([Line, $"{Line} 2 more since the previous line."], _lines);

        void Answer()
        {
            using var update = WireOrders.Update();
            log.Answered(
                Order(),
                new UpdateDocument
                {
                    Trained = TrainedDocument.Of(update with { Samples = 24 }, null) with { Fault = null },
                },
                TimeSpan.FromSeconds(1.5), traffic);
        }
    }

    [Fact]
    public void EveryKindOfOrderHasItsWords()
    {
        var log = new OrderLog(_lines.Add, _clock);
        var counted = new UpdateDocument { Counted = new CountedDocument([]) };
        var evaluated = new UpdateDocument { Evaluated = new EvaluatedDocument([], [], 1) };
        (OrderDocument Order, UpdateDocument Update)[] all =
        [
            (WireOrders.Evaluation(), evaluated), (WireOrders.Counting(), counted), (WireOrders.Constants(), evaluated),
        ];
        foreach (var (order, update) in all)
        {
            log.Answered(order, update, TimeSpan.Zero, new Traffic());
            _clock.Seconds += 2;
        }

        Assert.Equal(
            [
                "run-1, validation losses: evaluated on 1 example, 0.0 s, 0.0 kB down, 0.0 kB up.",
                "run-1, best constant: counted its targets, 0.0 s, 0.0 kB down, 0.0 kB up.",
                "run-1, test losses of the best constant: evaluated on 1 example, 0.0 s, 0.0 kB down, 0.0 kB up.",
            ],
            _lines.Select(line => line.Replace(" 0 kB", " 0.0 kB")));
    }

    [Fact]
    public void WhatComesToNothingIsAlwaysToldWithItsReason()
    {
        var log = new OrderLog(_lines.Add, _clock);

        log.CameToNothing(Order(), "handed back.");
        log.CameToNothing(Order(), "failed. The disk is full.");

        Assert.Equal(
            ["run-1, stage sd, round 7: handed back.", "run-1, stage sd, round 7: failed. The disk is full."], _lines);
    }

    private static OrderDocument Order() => OrderDocument.Of(
        WireOrders.Order() with { Stage = "sd", Round = 7 }, "run-1", new ModelReference(new string('a', 64), 100));

    private sealed class MovedClock : TimeProvider
    {
        internal long Seconds { get; set; } = 1;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
