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
            "run-1, stage sd, round 7: trained on 24 views, 1.5 s, 1.2 MB down, 2.4 MB up.";
        Assert.Equal([Line, $"{Line} 2 more since the line before."], _lines);

        void Answer()
        {
            using var update = WireOrders.Update();
            log.Answered(
                Order(), new UpdateDocument { Trained = TrainedDocument.Of(update with { Samples = 24 }, null) with { Fault = null } },
                TimeSpan.FromSeconds(1.5), traffic);
        }
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
