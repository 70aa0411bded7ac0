using Mas.Learning;
using Mas.Learning.Files;
using Mas.Tests.Federation;

namespace Mas.Tests.Learning.Files;

public sealed class OwnFolderTests : IDisposable
{
    private const UnixFileMode Alone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFolderIsMadeForItsUserAlone()
    {
        OwnFolder.Claim(_folder["a/b"], "");

        AssertAlone("a/b");
    }

    [Fact]
    public void OneThatOthersCouldReadIsTakenFromThem()
    {
        Directory.CreateDirectory(_folder["open"]);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder["open"], Alone | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
        }

        OwnFolder.Claim(_folder["open"], "");

        AssertAlone("open");
    }

    [Fact]
    public void OneOfAnotherUserIsRefusedWithWhatToDo()
    {
        if (FileOwner.Self is not { } self)
        {
            return;
        }

        var refused = Assert.Throws<InputException>(
            () => OwnFolder.Claim(_folder.Path, "give another", _ => self + 1));

        Assert.Equal($"The cache folder {_folder.Path} belongs to another user; give another.", refused.Message);
    }

    [Fact]
    public void WhereAFileIsInTheWayItIsRefusedWithWhatToDo()
    {
        _folder.Write("file", "");

        var refused = Assert.Throws<InputException>(() => OwnFolder.Claim(_folder["file"], "give another"));

        Assert.StartsWith($"The cache folder {_folder["file"]} cannot be used: ", refused.Message);
        Assert.EndsWith("; give another.", refused.Message);
    }

    [Fact]
    public void AFileSaysWhoseItIs()
    {
        Assert.Equal(FileOwner.Self, FileOwner.Of(_folder.Path));
        Assert.Null(FileOwner.Of(_folder["none"]));
    }

    private void AssertAlone(string name)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(Alone, File.GetUnixFileMode(_folder[name]));
        }
    }
}
