using Mas.Learning.Files;
using Mas.Tests.Federation;

namespace Mas.Tests.Learning.Files;

public sealed class DurableFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AWriterInTheMidstOfAnothersWritingDisturbsNoOne()
    {
        var outer = DurableFile.Write(_folder["file"], stream =>
        {
            stream.Write("out"u8);
            DurableFile.WriteText(_folder["file"], "inner");
            Assert.Equal("inner", File.ReadAllText(_folder["file"]));
            stream.Write("er"u8);
        });

        Assert.Equal("outer", File.ReadAllText(_folder["file"]));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("outer"u8)), outer);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void AFullDiskIsOneSentenceThatNamesTheFileAndLeavesTheOldContent()
    {
        DurableFile.WriteText(_folder["file"], "old");

        var failed = Assert.Throws<IOException>(() => DurableFile.Write(_folder["file"], stream =>
        {
            stream.Write("ne"u8);
            throw new IOException("No space left on device");
        }));

        Assert.Equal($"{_folder["file"]} cannot be written: No space left on device", failed.Message);
        Assert.Equal("old", File.ReadAllText(_folder["file"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void AFolderThatIsNotThereIsNamed() => Assert.StartsWith(
        $"{_folder["none/file"]} cannot be written: ",
        Assert.Throws<IOException>(() => DurableFile.WriteText(_folder["none/file"], "")).Message);
}
