using System.Diagnostics;
using System.Diagnostics.Metrics;
using Mas.Server;
using Mas.Tests.Federation;
using Mas.Tests.Server.Orders;
using Mas.Tests.Server.Queue;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Metrics;

/// <summary>What a server says of a tiny fleet to whoever listens.</summary>
public sealed class FleetMeterTests : IAsyncLifetime
{
    private static readonly byte[] Nothing = [];

    private readonly TemporaryFolder _folder = new();
    private FleetServer _server = null!;
    private SignedClient _device = null!;

    public async Task InitializeAsync()
    {
        _server = await Fleets.Start(_folder.Path, devices: 2);
        _device = new SignedClient(_server.Address);
        await _device.Join(FleetOwner.Token(_folder.Path));
    }

    [Fact]
    public async Task WhatHappensInAFleetIsCounted()
    {
        var (first, second) = (SentUpdates.Order(_server.Store), SentUpdates.Order(_server.Store, round: 8));
        var (weights, id) = (SentUpdates.Weights(), SentUpdates.Name(first));
        var update = SentUpdates.Update(weights);
        await _server.Fleet.Submit(new SubmissionDocument { Tasks = "sd" }, "ann");
        await _server.Fleet.Cancel(await _server.Fleet.Submit(new SubmissionDocument { Tasks = "kt" }, "ann"), "ann");
        var asking = await _server.Orders.Asked(_server.Store, first);
        await Send(HttpMethod.Get, Paths.Orders + "?wait=30", Nothing);
        var busy = Measured();
        await Send(HttpMethod.Get, Paths.Model(first.Model!.Sha256), Nothing, 200);
        await Send(HttpMethod.Put, Paths.Weights(id), weights, 204);
        await Send(HttpMethod.Put, Paths.Update(id), update.ToBytes(), 204);
        await Send(HttpMethod.Put, Paths.Update(id), update.ToBytes(), 204);
        await asking;
        await _server.Orders.Ask(second, new CancellationToken(canceled: true), default);

        var measured = Measured();

        Assert.Equal((0, 0), (busy["mas.orders.answered"], busy["mas.orders.lost"]));
        Assert.Equal((1, 0), (busy["mas.devices.busy"], measured["mas.devices.busy"]));
        Assert.Equal((1, 1), (measured["mas.orders.answered"], measured["mas.orders.lost"]));
        Assert.Equal(first.Model.Bytes, measured["mas.models.sent"]);
        Assert.Equal(weights.Length, measured["mas.weights.taken"]);
        Assert.Equal(_server.Orders.Contributions.Of("castle").Joules, measured["mas.energy"]);
        Assert.InRange(measured["mas.energy"], double.Epsilon, double.MaxValue);
        Assert.Equal(1, measured["mas.devices.present"]);
        Assert.Equal((1, 1), (measured["mas.submissions waiting"], measured["mas.submissions cancelled"]));
        Assert.Equal((0, 0), (measured["mas.submissions done"], measured["mas.runs training"]));
    }

    [Fact]
    public async Task AnOrderIsASpanThatSaysWhatBecameOfIt()
    {
        var spans = new List<Activity>();
        using var listening = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Mas.Server",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                // Other tests have orders at the same time.
                if (Equals(span.GetTagItem("mas.client"), "tower"))
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listening);
        var (first, second) = (Order(7), Order(8));
        var asking = await _server.Orders.Asked(_server.Store, first);
        await _server.Orders.Next("tower", Patience.Whole, default);
        var update = SentUpdates.Update(SentUpdates.Weights());
        await _server.Orders.Answer("tower", SentUpdates.Name(first), update.ToBytes(), update);
        await asking;
        await _server.Orders.Ask(second, new CancellationToken(canceled: true), default);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _server.Orders.Ask(Order(9), default, new CancellationToken(canceled: true)));

        Assert.Equal(
            [(7, "answered", 1), (8, "lost", 0), (9, "interrupted", 0)],
            spans.Select(span => (
                (int)span.GetTagItem("mas.round")!, (string)span.GetTagItem("mas.outcome")!, span.Events.Count())));
        Assert.All(spans, span => Assert.Equal(("training", "run-1"), (span.DisplayName, span.GetTagItem("mas.run"))));

        OrderDocument Order(int round) => SentUpdates.Order(_server.Store, "tower", round: round);
    }

    public async Task DisposeAsync()
    {
        _device.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private async Task Send(HttpMethod method, string target, byte[] body, int status = 200) =>
        Assert.Equal((status, ""), await _device.Send(method, target, body));

    /// <summary>Every number of this server's meter, by name and state.</summary>
    private Dictionary<string, double> Measured()
    {
        var measured = new Dictionary<string, double>();
        using var listening = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Mas.Server" && ReferenceEquals(instrument.Meter.Scope, _server.Fleet))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listening.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listening.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listening.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listening.Start();
        listening.RecordObservableInstruments();
        return measured;

        void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            measured.Add(tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}", value);
    }
}
