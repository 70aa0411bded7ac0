using Mas.Device.Connections;
using Mas.Server;
using Mas.Tests.Federation;
using Mas.Tests.Server;
using Mas.Wire.Documents;

namespace Mas.Tests.Device.Connections;

public sealed class ModelCacheTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private FleetServer _server = null!;
    private SignedClient _joined = null!;
    private ServerConnection _connection = null!;
    private ModelReference _model = null!;

    public async Task InitializeAsync()
    {
        _server = await FleetServer.Start(new FleetOptions { Directory = _folder["fleet"] }, TimeProvider.System);
        _joined = new SignedClient(_server.Address);
        await _joined.Join(
            FleetOwner.Token(_folder["fleet"]));
        _connection = new ServerConnection(
            new ServerRoute(_server.Address, ServerTrust.OfSystem), _joined.Key, new TestClock());
        using var model = Models.Random(3);
        _model = _server.Store.Models.Put(model);
    }

    [Fact]
    public async Task AModelIsFetchedOnceByADeviceWhoseClockIsWrong()
    {
        var cache = new ModelCache(_connection, _folder["device"]);
        var path = await cache.Fetch(_model, new Traffic(), Patience.End);
        _server.Store.Models.DeleteModels();

        Assert.Equal(path, await cache.Fetch(_model, new Traffic(), Patience.End));
        Assert.Equal(SentUpdates.Weights(3), File.ReadAllBytes(path));
    }

    [Fact]
    public async Task ADownloadThatWasCutGoesOnWhereItStopped()
    {
        var whole = SentUpdates.Weights(3);
        Directory.CreateDirectory(_folder["device/models"]);
        File.WriteAllBytes(_folder[$"device/models/{_model.Sha256}.part"], whole[..500]);

        var path = await new ModelCache(_connection, _folder["device"]).Fetch(_model, new Traffic(), Patience.End);

        Assert.Equal(whole, File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(1_000_000)]
    public async Task WhatLiesThereGarbledIsFetchedAnew(int bytes)
    {
        Directory.CreateDirectory(_folder["device/models"]);
        File.WriteAllBytes(_folder[$"device/models/{_model.Sha256}.part"], new byte[bytes]);

        var path = await new ModelCache(_connection, _folder["device"]).Fetch(_model, new Traffic(), Patience.End);

        Assert.Equal(SentUpdates.Weights(3), File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task AModelThatIsNotTheOneNamedIsRefused(int longer)
    {
        var cache = new ModelCache(_connection, _folder["device"]);

        await Assert.ThrowsAsync<InvalidDataException>(
            () => cache.Fetch(_model with { Bytes = _model.Bytes + longer }, new Traffic(), Patience.End));
        Assert.Equal(SentUpdates.Weights(3), File.ReadAllBytes(await cache.Fetch(_model, new Traffic(), Patience.End)));
    }

    public async Task DisposeAsync()
    {
        _connection.Dispose();
        _joined.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
