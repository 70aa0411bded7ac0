using Mas.Reports.Series;

namespace Mas.Tests.Reports.Series;

public class EventFileTests
{
    private static readonly DateTime _time = new(2026, 12, 1, 14, 3, 12, 500, DateTimeKind.Utc);

    [Fact]
    public void WhatIsWrittenReadsBack()
    {
        using var file = new MemoryStream();

        EventFile.Write(file, _time,
        [
            ("loss/depth", new("dk", 7, _time, "train", "d", "", "loss", 0.25)),
            ("loss/semantic segmentation", new("dk", 9999, _time.AddSeconds(1), "train", "s", "", "loss", double.NaN)),
            ("round/trainFlops", new("dk", 0, _time, "", "", "", "trainFlops", 1e12)),
        ]);

        var seconds = (_time - DateTime.UnixEpoch).TotalSeconds;
        Assert.Equal(
            [
                ("loss/depth", 7L, seconds, 0.25f), ("loss/semantic segmentation", 9999L, seconds + 1, float.NaN),
                ("round/trainFlops", 0L, seconds, 1e12f),
            ],
            EventRecords.Read(file.ToArray()));
    }

    /// <summary>The first record, written out by hand from event.proto and the encoding of protobuf.</summary>
    [Fact]
    public void TheFirstRecordIsTheVersionByteForByte()
    {
        using var file = new MemoryStream();

        EventFile.Write(file, DateTime.UnixEpoch.AddSeconds(1), []);

        // wall_time 1.0 (key 0x09), step 0 (key 0x10), file_version (key 0x1A) of 13 bytes.
        byte[] message = [0x09, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0x10, 0, 0x1A, 13, .. "brain.Event:2"u8];
        Assert.Equal([(byte)message.Length, 0, 0, 0, 0, 0, 0, 0], file.ToArray()[..8]);
        Assert.Equal(message, file.ToArray()[12..^4]);
        Assert.Empty(EventRecords.Read(file.ToArray()));
    }
}
