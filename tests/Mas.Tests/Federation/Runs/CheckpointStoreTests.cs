using Mas.Federation.Runs;

namespace Mas.Tests.Federation.Runs;

public sealed class CheckpointStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CheckpointStore _store;

    public CheckpointStoreTests()
    {
        Directory.CreateDirectory(_folder["checkpoints"]);
        _store = new CheckpointStore(_folder.Path);
    }

    [Fact]
    public void AModelComesBackToTheBit()
    {
        using var model = Models.Random(1);
        var saved = _store.Save("sdnkt.sd", 13, model);
        using var loaded = _store.Load(saved, out var fault);

        Assert.Equal("checkpoints/sdnkt.sd-0013.safetensors", saved.Checkpoint);
        Assert.Equal(64, saved.Sha256.Length);
        Assert.Null(fault);
        Assert.Equal(model.Values.ToArray(), loaded!.Values.ToArray());
        Assert.True(loaded.Layout.Matches(model.Layout));
        Assert.Equal(saved.Sha256, _store.Save("other", 1, model).Sha256);
    }

    [Fact]
    public void ADamagedOrMissingModelIsNotLoadedAndSaysWhy()
    {
        using var model = Models.Random(1);
        var saved = _store.Save("s", 1, model);
        var file = _folder[saved.Checkpoint];
        var content = File.ReadAllBytes(file);
        content[^1] ^= 1;
        File.WriteAllBytes(file, content);
        Assert.Null(_store.Load(saved, out var damaged));
        Assert.Equal(
            "The checkpoint checkpoints/s-0001.safetensors is damaged: its SHA-256 is not the one in the journal.", damaged);

        File.Delete(file);
        Assert.Null(_store.Load(saved, out var missing));
        Assert.Equal("The checkpoint checkpoints/s-0001.safetensors is missing.", missing);
    }

    [Fact]
    public void OnlyTheLastModelsOfAStageAreKept()
    {
        using var model = Models.Random(1);
        for (var round = 1; round <= 4; round++)
        {
            _store.Save("s", round, model);
            _store.Save("s.d", round, model);
        }

        _store.KeepLast("s", 4, 2);
        Assert.Equal(
            ["s-0003", "s-0004", "s.d-0001", "s.d-0002", "s.d-0003", "s.d-0004"],
            Directory.GetFiles(_folder["checkpoints"]).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
        _store.KeepLast("s.d", 4, 1);
        Assert.Equal(3, Directory.GetFiles(_folder["checkpoints"]).Length);
    }

    public void Dispose() => _folder.Dispose();
}
