using System.Runtime.Versioning;
using Mas.Learning.Files;
using Mas.Tests.Federation;

namespace Mas.Tests.Learning.Files;

[UnsupportedOSPlatform("windows")]
public sealed class OwnFilesTests : IDisposable
{
    private const UnixFileMode All = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void AFolderIsTakenFromOthersWithAllInItButNotWhatLinksLeadTo()
    {
        var (inside, outside) = (_folder["own/deep/file"], _folder["outside"]);
        Directory.CreateDirectory(Path.GetDirectoryName(inside)!);
        File.WriteAllText(inside, "");
        File.WriteAllText(outside, "");
        File.CreateSymbolicLink(_folder["own/link"], outside);
        foreach (var path in new[] { _folder["own"], _folder["own/deep"], inside, outside })
        {
            File.SetUnixFileMode(path, All);
        }

        Assert.True(OwnFiles.TakeFromOthers(_folder["own"]));

        foreach (var path in new[] { _folder["own"], _folder["own/deep"], inside })
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        }

        Assert.Equal(All, File.GetUnixFileMode(outside));
        Assert.False(OwnFiles.TakeFromOthers(_folder["own"]));
        Assert.False(OwnFiles.TakeFromOthers(_folder["missing"]));
    }

    public void Dispose() => _folder.Dispose();
}
