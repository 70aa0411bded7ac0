using System.Text;
using Mas.Reports.Series;

namespace Mas.Tests.Reports.Series;

/// <summary>The framing of record files, against published values.</summary>
public class RecordFileTests
{
    /// <summary>RFC 3720, appendix B.4, and the check value of CRC-32C.</summary>
    [Fact]
    public void TheChecksumHasItsPublishedValues()
    {
        Assert.Equal(0xE3069283u, RecordFile.Crc32C("123456789"u8));
        Assert.Equal(0x8A9136AAu, RecordFile.Crc32C(new byte[32]));
        Assert.Equal(0x62A8AB43u, RecordFile.Crc32C([.. Enumerable.Repeat((byte)0xff, 32)]));
        Assert.Equal(0x46DD794Eu, RecordFile.Crc32C([.. Enumerable.Range(0, 32).Select(value => (byte)value)]));
        Assert.Equal(0u, RecordFile.Crc32C([]));
    }

    [Fact]
    public void AMaskIsARotationAndAConstant()
    {
        Assert.Equal(0xa282ead8u, RecordFile.Masked(0));
        Assert.Equal(0xa284ead8u, RecordFile.Masked(1));
        Assert.Equal(0xa282ead9u, RecordFile.Masked(1 << 15));
    }

    [Fact]
    public void ARecordIsLengthChecksumContentChecksum()
    {
        using var file = new MemoryStream();

        RecordFile.Append(file, Encoding.ASCII.GetBytes("abc"));

        var bytes = file.ToArray();
        Assert.Equal(8 + 4 + 3 + 4, bytes.Length);
        Assert.Equal([3, 0, 0, 0, 0, 0, 0, 0], bytes[..8]);
        Assert.Equal(RecordFile.Masked(RecordFile.Crc32C(bytes.AsSpan(0, 8))), BitConverter.ToUInt32(bytes, 8));
        Assert.Equal("abc"u8.ToArray(), bytes[12..15]);

        // CRC-32C of "abc" is 0x364B3FB7.
        Assert.Equal(RecordFile.Masked(0x364B3FB7), BitConverter.ToUInt32(bytes, 15));
    }
}
