using Mas.Learning.Files;
using Mas.Tests.Federation;

namespace Mas.Tests.Learning.Files;

public sealed class IncomingFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TwoWritersOfOneFileBothSucceedAndTheLastHasIt()
    {
        using (var first = new IncomingFile(_folder.Path))
        using (var second = new IncomingFile(_folder.Path))
        {
            first.Content.Write("first"u8);
            second.Content.Write("second"u8);
            second.Keep(_folder["file"]);
            first.Keep(_folder["file"]);
        }

        Assert.Equal("first", File.ReadAllText(_folder["file"]));
        Assert.Equal([_folder["file"]], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void WhereTheNameIsNotToBeTakenFromAnotherTheFirstHasIt()
    {
        using (var first = new IncomingFile(_folder.Path))
        using (var second = new IncomingFile(_folder.Path))
        {
            first.Content.Write("first"u8);
            Assert.True(first.TryKeep(_folder["file"]));
            Assert.False(second.TryKeep(_folder["file"]));
        }

        Assert.Equal("first", File.ReadAllText(_folder["file"]));
        Assert.Equal([_folder["file"]], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task AFileThatIsMadeWhileOthersSweepIsKept()
    {
        using var done = new CancellationTokenSource();
        var sweepers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                IncomingFile.Sweep(_folder.Path);
            }
        })).ToArray();

        for (var file = 0; file < 300; file++)
        {
            using var incoming = new IncomingFile(_folder.Path);
            incoming.Keep(_folder[$"file-{file}"]);
        }

        await done.CancelAsync();
        await Task.WhenAll(sweepers);
        Assert.Equal(300, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public void WhatIsNotKeptIsGone()
    {
        using (var incoming = new IncomingFile(_folder.Path))
        {
            incoming.Content.Write("half"u8);
        }

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void ASweepTakesWhatAProcessThatEndedHasLeftAndNothingElse()
    {
        _folder.Write("left.tmp", "half");
        _folder.Write("whole", "whole");
        using var incoming = new IncomingFile(_folder.Path);

        IncomingFile.Sweep(_folder.Path);
        incoming.Content.Write("new"u8);
        incoming.Keep(_folder["new"]);

        Assert.Equal([_folder["new"], _folder["whole"]], Directory.GetFiles(_folder.Path).Order());
        IncomingFile.Sweep(_folder["none"]);
    }

    [Fact]
    public void AFileForItsOwnerIsSoFromTheFirstByteOn()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var incoming = new IncomingFile(_folder.Path, Owner);

        Assert.Equal(Owner, File.GetUnixFileMode(Assert.Single(Directory.GetFiles(_folder.Path))));
    }
}
