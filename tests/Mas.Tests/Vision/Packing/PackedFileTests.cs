using Mas.Tests.Federation;
using Mas.Vision.Packing;

namespace Mas.Tests.Vision.Packing;

public sealed class PackedFileTests : IDisposable
{
    private const int RecordBytes = 4;

    private static readonly byte[] _key = new byte[32];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Processes in containers may have one number: what they write at once must not meet by it.
    [Fact]
    public void TwoThatPackOneBuildingInOneProcessBothSucceed()
    {
        var path = _folder["a.views"];

        Assert.True(PackedFile.Write(path, _key, RecordBytes, 2, (view, record) =>
        {
            if (view == 1)
            {
                Assert.True(PackedFile.Write(path, _key, RecordBytes, 2, Fill));
            }

            return Fill(view, record);
        }));

        using var records = PackedFile.Load(path, _key, RecordBytes, 2);
        Assert.Equal([2, 0, 0, 0], records!.Record(1, new byte[RecordBytes]).ToArray());
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void WhatHasAFaultLeavesNoFile()
    {
        Assert.False(PackedFile.Write(_folder["a.views"], _key, RecordBytes, 2, (view, _) => view > 0));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    private static bool Fill(int view, byte[] record)
    {
        record[0] = (byte)(view + 1);
        return true;
    }
}
