using Mas.Engine.Parameters;
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
    public void OnlyTheModelsOfTheRoundsThatAreNamedAreKept()
    {
        using var model = Models.Random(1);
        for (var round = 1; round <= 4; round++)
        {
            _store.Save("s", round, model);
            _store.Save("s.d", round, model);
        }

        _store.KeepOnly("s", 3, 4);
        Assert.Equal(
            ["s-0003", "s-0004", "s.d-0001", "s.d-0002", "s.d-0003", "s.d-0004"],
            Directory.GetFiles(_folder["checkpoints"]).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
        _store.KeepOnly("s.d", 2);
        Assert.Equal(
            ["s-0003", "s-0004", "s.d-0002"],
            Directory.GetFiles(_folder["checkpoints"]).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AClientsNameMayHoldWhatAPatternReadsOtherwise()
    {
        using var model = Models.Random(1);
        foreach (var client in new[] { "w?", "wa", "w*" })
        {
            _store.Save($"s-alone-{client}", 1, model);
        }

        _store.KeepOnly("s-alone-w?");
        _store.KeepOnly("s-alone-w*");

        Assert.Equal(
            "s-alone-wa-0001.safetensors", Path.GetFileName(Assert.Single(Directory.GetFiles(_folder["checkpoints"]))));
    }

    [Theory]
    [InlineData("w", 255)]
    [InlineData("\u623f", 85)]
    [InlineData("\ud83c\udfe0", 63)]
    public void StagesOfTheLongestNamesHaveFilesOfTheirOwn(string letter, int length)
    {
        using NamedTensors first = Models.Random(1), second = Models.Random(2);
        var name = $"sdnkt-alone-{string.Concat(Enumerable.Repeat(letter, length))}";

        SavedCheckpoint one = _store.Save(name + "1", 7, first), other = _store.Save(name + "2", 7, second);

        Assert.NotEqual(one.Checkpoint, other.Checkpoint);
        Assert.Equal(first.Values.ToArray(), Load(one));
        Assert.Equal(second.Values.ToArray(), Load(other));
        Assert.StartsWith("checkpoints/sdnkt-alone-", one.Checkpoint);
        Assert.DoesNotContain('\ufffd', one.Checkpoint);
        _store.KeepOnly(name + "1", 9);
        Assert.Equal(_folder[other.Checkpoint], Assert.Single(Directory.GetFiles(_folder["checkpoints"])));

        float[] Load(SavedCheckpoint saved)
        {
            using var loaded = _store.Load(saved, out _);
            return loaded!.Values.ToArray();
        }
    }

    public void Dispose() => _folder.Dispose();
}
