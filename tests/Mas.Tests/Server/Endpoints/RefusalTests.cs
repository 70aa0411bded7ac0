using Mas.Learning;
using Mas.Server;
using Mas.Server.Audit;
using Mas.Server.Security;
using Mas.Server.Storage;
using Mas.Tests.Federation;
using Mas.Tests.Learning;
using Mas.Tests.Server.Orders;
using Mas.Wire;
using Mas.Wire.Documents;
using Mas.Wire.Signatures;
using Microsoft.EntityFrameworkCore;

namespace Mas.Tests.Server.Endpoints;

/// <summary>What devices may not do, against a server that listens.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private static readonly byte[] Nothing = [];

    private readonly TemporaryFolder _folder = new();
    private FleetServer _server = null!;
    private SignedClient _device = null!;

    private string Poll => Paths.Orders + "?wait=0";

    public async Task InitializeAsync()
    {
        _server = await FleetServer.Start(new FleetOptions { Directory = _folder.Path }, TimeProvider.System);
        _device = new SignedClient(_server.Address);
        Assert.Equal((204, ""), await _device.Join(Token()));
    }

    [Fact]
    public async Task AnUnsignedRequestIsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Poll);

        Assert.Equal((401, "The request is not signed as the protocol says."), await _device.Send(request));
    }

    [Fact]
    public async Task ASignatureIsGoodOnce()
    {
        Func<SignatureInput, SignatureInput> same =
            input => input with { Nonce = $"{input.Epoch}.ab" };

        Assert.Equal((204, ""), await _device.Send(HttpMethod.Get, Poll, Nothing, same));
        Assert.Equal((401, "The signature has been used."), await _device.Send(HttpMethod.Get, Poll, Nothing, same));
    }

    [Fact]
    public async Task ASignatureOfAnotherStartOrAnotherTimeIsRefused()
    {
        var (old, sentence) = await _device.Send(
            HttpMethod.Get, Poll, Nothing, input => input with { Nonce = "abcd.ab" });
        var (early, _) = await _device.Send(
            HttpMethod.Get, Poll, Nothing,
            input => input with { Created = input.Created - Protocol.SignatureWindowSeconds - 5 });
        var (late, _) = await _device.Send(
            HttpMethod.Get, Poll, Nothing,
            input => input with { Created = input.Created + Protocol.SignatureWindowSeconds + 5 });

        Assert.Contains("another epoch", sentence);
        Assert.Equal((401, 401, 401), (old, early, late));
    }

    [Fact]
    public async Task ASignatureHoldsForNothingElse()
    {
        var (path, _) = await _device.Send(
            HttpMethod.Get, Poll, Nothing,
            forge: request => request.RequestUri = new Uri(Paths.Orders + "?wait=1", UriKind.Relative));
        var (method, _) = await _device.Send(
            HttpMethod.Put, Paths.Lease(new string('a', 64)), Nothing,
            forge: request => request.Method = HttpMethod.Delete);
        using var stranger = new SignedClient(_server.Address);
        var (key, sentence) = await stranger.Send(HttpMethod.Get, Poll, Nothing);
        var (posing, _) = await stranger.Send(
            HttpMethod.Get, Poll, Nothing, input => input with { KeyId = DeviceId.Of(_device.Key) });

        Assert.Equal((401, 401, 401, 401), (path, method, key, posing));
        Assert.Equal("The device has not joined.", sentence);
    }

    [Fact]
    public async Task ARequestThatWasSentToAnotherServerIsNotTakenFromIt()
    {
        using var misled = new SignedClient(_server.Address) { SignedFor = "rogue.example" };
        var relayed = await misled.Join(Token("cottage"), "cottage");
        var (status, sentence) = await misled.Send(
            HttpMethod.Get, Poll, Nothing, forge: request => request.Headers.Host = "rogue.example");

        Assert.Equal((401, "The signature does not hold."), relayed);
        Assert.Equal(
            (421, "The request is addressed to rogue.example, which is not a name of this server; "
                + "'mas serve --authority' sets its name."), (status, sentence));
    }

    [Fact]
    public async Task AKeyThatIsTakenBackIsGoodForNothingAndItsClientJoinsAnewOnceItIsAllowed()
    {
        Assert.True(FleetOwner.RevokeDevice(_folder.Path, "castle"));

        Assert.Equal((401, "The device has not joined."), await _device.Send(HttpMethod.Get, Poll, Nothing));
        Assert.False(FleetOwner.RevokeDevice(_folder.Path, "castle"));
        using var next = new SignedClient(_server.Address);
        Assert.Contains("its device was revoked", Assert.Throws<InputException>(() => Token()).Message);
        Assert.True(await FleetOwner.Of(_folder.Path).AllowDevice("castle"));
        Assert.Equal((204, ""), await next.Join(Token()));
        Assert.Equal((204, ""), await next.Send(HttpMethod.Get, Poll, Nothing));
    }

    [Fact]
    public async Task ADeviceAsksAndMovesNoMoreThanItMay()
    {
        using var folder = new TemporaryFolder();
        var options = new FleetOptions
        {
            Directory = folder.Path,
            Limits = new LimitTerms { RequestsPerMinute = 6, BytesPerDay = 2000 },
        };
        await using var server = await FleetServer.Start(options, TimeProvider.System);
        using var device = new SignedClient(server.Address);
        await device.Join(FleetOwner.Token(folder.Path));
        var order = SentUpdates.Order(server.Store);
        var model = Paths.Model(order.Model!.Sha256);
        Assert.InRange(order.Model.Bytes, 1001, 2000);

        Assert.Equal(200, (await device.Send(HttpMethod.Get, model, Nothing)).Status);
        var (bytes, used) = await device.Send(HttpMethod.Get, model, Nothing);
        var asked = 0;
        (int Status, string Sentence) last;
        do
        {
            last = await device.Send(HttpMethod.Get, Poll, Nothing);
        }
        while (last.Status == 204 && ++asked < 10);

        Assert.Equal(429, bytes);
        Assert.StartsWith("This would exceed the device's 2000 bytes per day", used);
        Assert.Equal((429, "The device sends too many requests; its limit is 6 per minute."), last);
    }

    [Fact]
    public async Task AFaultOfTheServersIsASentenceThatTellsNothing()
    {
        using (var database = _server.Store.Open())
        {
            await database.Database.ExecuteSqlRawAsync("ALTER TABLE Orders RENAME TO Elsewhere");
        }

        var answer = await _device.Send(HttpMethod.Put, Paths.Lease(new string('a', 64)), Nothing);

        Assert.Equal(
            (500, "The server has failed at this request; its log says how. Ask again later."), answer);
    }

    [Fact]
    public async Task WhatAKilledServerLeavesIsSweptAtTheNextStart()
    {
        var (needed, gone) = (SentUpdates.Order(_server.Store), SentUpdates.Weights(9));
        await _server.Store.Ask(new OrderRow
        {
            Id = SentUpdates.Name(needed),
            Run = "run-1",
            Client = "castle",
            Stage = "sd",
            Round = 7,
            Document = needed.ToBytes(),
        });
        await File.WriteAllBytesAsync(_server.Store.Models.Weights(SentUpdates.Name(needed)), gone);
        await File.WriteAllBytesAsync(_server.Store.Models.Weights(new string('b', 64)), gone);
        await File.WriteAllBytesAsync(_server.Store.Models.Path(new string('c', 64)), gone);
        await _server.Store.Models.OpenPart(new string('d', 64)).DisposeAsync();

        await _server.Store.Sweep();

        Assert.Equal(
            [_server.Store.Models.Path(needed.Model!.Sha256)],
            Directory.EnumerateFiles(Path.Combine(_folder.Path, "models")));
        Assert.Equal(
            [_server.Store.Models.Weights(SentUpdates.Name(needed))],
            Directory.EnumerateFiles(Path.Combine(_folder.Path, "updates")));
    }

    [Fact]
    public async Task ATokenIsGoodForOneDevice()
    {
        var token = Token("cottage");
        using var first = new SignedClient(_server.Address);
        using var second = new SignedClient(_server.Address);

        Assert.Equal((204, ""), await first.Join(token, "cottage"));
        Assert.Equal((204, ""), await first.Join(token, "cottage"));
        Assert.Equal((403, "The token has been used."), await second.Join(token, "barn"));
        Assert.Equal((403, "The token is not known, or it has expired."), await second.Join("guess", "barn"));
        Assert.Equal((409, "The client has a device already."), await second.Join(Token(), "castle"));
    }

    [Fact]
    public async Task WhoeverHasNoTokenUsesNoNonce()
    {
        using var stranger = new SignedClient(_server.Address);
        var join = new JoinDocument
        {
            Token = "guess",
            PublicKey = Convert.ToBase64String(stranger.Key.ExportSubjectPublicKeyInfo()),
            Client = "barn",
            Fields = TaskSets.Fields("sd"),
            TrainingViews = 24,
            ValidationViews = 4,
            TestViews = 2,
        }.ToBytes();
        Func<SignatureInput, SignatureInput> same = input => input with { Nonce = $"{input.Epoch}.ab" };

        Assert.Equal(403, (await stranger.Send(HttpMethod.Post, Paths.Devices, join, same)).Status);
        Assert.Equal(403, (await stranger.Send(HttpMethod.Post, Paths.Devices, join, same)).Status);
    }

    [Fact]
    public async Task ARequestToJoinIsShort()
    {
        using var stranger = new SignedClient(_server.Address);

        Assert.Equal(
            (413, "This document has at most 4096 bytes."),
            await stranger.Send(HttpMethod.Post, Paths.Devices, new byte[Protocol.LongestJoin + 1]));
    }

    [Fact]
    public async Task ADeviceThatJoinsAgainSaysWhatItHasNow()
    {
        Assert.Equal((204, ""), await _device.Join("any", tasks: "sdk", views: 30));

        var device = Assert.Single(await _server.Store.Devices());
        Assert.Equal(
            ("sdk", 30, 4, 2),
            (device.Tasks, device.TrainingViews, device.ValidationViews, device.TestViews));
        Assert.Equal((409, "This key is another client's."), await _device.Join("any", "cottage"));
    }

    [Fact]
    public async Task WhoIsHereIsWhoHasSignedSinceTheStart()
    {
        var devices = await DeviceBook.Load(
            _server.Store, new AuditTrail(_server.Store, _folder.Path, TimeProvider.System), TimeProvider.System);
        var came = 0;
        devices.Came += () => came++;

        Assert.Empty(devices.Present);
        var device = (await devices.Find(DeviceId.Of(_device.Key)))!;
        devices.Saw(device);
        devices.Saw(device);

        Assert.Equal([device], devices.Present);
        Assert.Equal(1, came);
    }

    [Fact]
    public void NoTokenLiesInTheDatabase()
    {
        var token = Token();

        Assert.DoesNotContain(
            Directory.EnumerateFiles(_folder.Path, "fleet.db*"),
            file => Read(file).Contains(token, StringComparison.Ordinal));

        static string Read(string file)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            return reader.ReadToEnd();
        }
    }

    [Theory]
    [InlineData("/v1/models/..%2F..%2Ffleet.db")]
    [InlineData("/v1/models/fleet.db")]
    [InlineData("/v1/models/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task ANameThatIsNoDigestNamesNothing(string target) =>
        Assert.Equal((404, "There is nothing of that name."), await _device.Send(HttpMethod.Get, target, Nothing));

    [Fact]
    public async Task AnUpdateIsTakenWithItsWeightsAndCountsOnce()
    {
        var order = SentUpdates.Order(_server.Store);
        var (id, weights) = (SentUpdates.Name(order), SentUpdates.Weights());
        var update = SentUpdates.Update(weights).ToBytes();
        var asking = await _server.Orders.Asked(_server.Store, order);

        Assert.Equal(200, (await _device.Send(HttpMethod.Get, Poll, Nothing)).Status);
        Assert.Equal(409, (await _device.Send(HttpMethod.Put, Paths.Update(id), update)).Status);
        Assert.Equal((204, ""), await _device.Send(HttpMethod.Put, Paths.Weights(id), weights));
        Assert.Equal((204, ""), await _device.Send(HttpMethod.Put, Paths.Update(id), update));
        Assert.Equal((204, ""), await _device.Send(HttpMethod.Put, Paths.Update(id), update));
        Assert.Equal(24, (await asking).Update!.Trained!.Samples);
        using var kept = _server.Store.Models.ReadWeights(id);
        Assert.Equal(weights, SentUpdates.Bytes(kept));
    }

    [Fact]
    public async Task ADeviceThatFailsAnOrderSaysWhyAndTheStatusTellsIt()
    {
        var order = SentUpdates.Order(_server.Store);
        var id = SentUpdates.Name(order);
        var asking = await _server.Orders.Asked(_server.Store, order);
        await _device.Send(HttpMethod.Get, Poll, Nothing);
        var lie = FailureDocument.Of("Why.", -1).ToBytes();

        Assert.Equal(400, (await _device.Send(HttpMethod.Put, Paths.Failure(id), lie)).Status);
        Assert.Equal((204, ""), await _device.Send(
            HttpMethod.Put, Paths.Failure(id), FailureDocument.Of("Why.", 7).ToBytes()));

        Assert.Equal("Its device failed the order. Why.", (await asking).Fault);
        var status = _server.Fleet.Status().Devices.Single();
        Assert.Equal(("Its device failed the order. Why.", 1, 7L), (status.Why, status.Lost, status.BytesUp));
    }

    [Fact]
    public async Task WeightsThatAreNotThoseOfTheOrderAreRefused()
    {
        var order = SentUpdates.Order(_server.Store);
        var (id, weights) = (SentUpdates.Name(order), SentUpdates.Weights());
        using var stop = new CancellationTokenSource();
        var asking = await _server.Orders.Asked(_server.Store, order, cancellation: stop.Token);
        var lying = (byte[])weights.Clone();
        lying[20] ^= 1;

        var (longer, length) = await _device.Send(HttpMethod.Put, Paths.Weights(id), [.. weights, 0]);
        var (lie, header) = await _device.Send(HttpMethod.Put, Paths.Weights(id), lying);
        var (forged, digest) = await _device.Send(
            HttpMethod.Put, Paths.Weights(id), weights,
            forge: request => request.Content = new ByteArrayContent(lying));

        Assert.Equal((413, 400, 400), (longer, lie, forged));
        Assert.Contains($"take {weights.Length} bytes", length);
        Assert.Contains("begin", header);
        Assert.Contains("signed", digest);
        Assert.False(File.Exists(_server.Store.Models.Weights(id)));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder.Path, "updates")));
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task ADocumentThatIsTooLongOrNoneIsRefused()
    {
        var order = SentUpdates.Order(_server.Store);
        using var stop = new CancellationTokenSource();
        var asking = await _server.Orders.Asked(_server.Store, order, cancellation: stop.Token);
        var target = Paths.Update(SentUpdates.Name(order));

        Assert.Equal(413, (await _device.Send(HttpMethod.Put, target, new byte[Protocol.LongestDocument + 1])).Status);
        Assert.Equal(400, (await _device.Send(HttpMethod.Put, target, "{"u8.ToArray())).Status);
        Assert.Equal(404, (await _device.Send(HttpMethod.Put, Paths.Update(new string('0', 64)), Nothing)).Status);
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task AnOrderIsItsOwnClientsAlone()
    {
        using var other = new SignedClient(_server.Address);
        await other.Join(Token("cottage"), "cottage");
        using var stop = new CancellationTokenSource();
        var order = SentUpdates.Order(_server.Store);
        var asking = await _server.Orders.Asked(_server.Store, order, cancellation: stop.Token);

        Assert.Equal(404, (await other.Send(
            HttpMethod.Put, Paths.Weights(SentUpdates.Name(order)), SentUpdates.Weights())).Status);
        Assert.Equal((204, ""), await other.Send(HttpMethod.Get, Poll, Nothing));
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    public async Task DisposeAsync()
    {
        _device.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private string Token(string client = "castle") => FleetOwner.Token(_folder.Path, client);
}
