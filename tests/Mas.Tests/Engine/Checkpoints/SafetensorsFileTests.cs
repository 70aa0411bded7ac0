using System.Buffers.Binary;
using System.Text;
using Mas.Engine.Checkpoints;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Checkpoints;

/// <summary>A checkpoint comes back as it was, or not at all.</summary>
public class SafetensorsFileTests
{
    private static readonly TensorLayout Layout = new(
    [
        ("encoder.weight", new Shape(3, 3, 2, 5), ParameterRole.Weight),
        ("encoder.mean", Shape.Vector(5), ParameterRole.Statistic),
        ("encoder.shift", Shape.Vector(5), ParameterRole.Weight),
        ("encoder.variance", Shape.Vector(5), ParameterRole.Statistic),
    ]);

    [Fact]
    public void WhatIsWrittenIsReadBackToTheBit()
    {
        using var tensors = Some();
        tensors.Values[3] = float.NaN;
        tensors.Values[4] = -0f;
        tensors.Values[5] = float.Epsilon;

        using var back = SafetensorsFile.Read(new MemoryStream(Written(tensors)));

        Assert.True(tensors.Layout.Matches(back.Layout));
        for (var i = 0; i < tensors.Values.Length; i++)
        {
            Assert.Equal(
                BitConverter.SingleToInt32Bits(tensors.Values[i]), BitConverter.SingleToInt32Bits(back.Values[i]));
        }
    }

    [Fact]
    public void TheLengthIsKnownBeforehand()
    {
        using var tensors = Some();

        Assert.Equal(Written(tensors).Length, SafetensorsFile.Length(Layout));
    }

    [Fact]
    public void WritingTwiceWritesTheSameBytes()
    {
        using var tensors = Some();

        Assert.Equal(Written(tensors), Written(tensors));
    }

    [Fact]
    public void FilesOfAnotherWriterAreRead()
    {
        var file = File("""
            {"b":{"dtype":"F32","shape":[],"data_offsets":[8,12]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}
            """, 3);

        using var tensors = SafetensorsFile.Read(new MemoryStream(file));

        Assert.Equal([0f, 1f], tensors["a"].ToArray());
        Assert.Equal([2f], tensors["b"].ToArray());
        Assert.Equal(Shape.Scalar, tensors.Layout.Find("b")!.Shape);
    }

    [Fact]
    public void AFileCutAnywhereIsRefused()
    {
        using var tensors = Some();
        var file = Written(tensors);
        for (var length = 0; length < file.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(new MemoryStream(file[..length])));
            Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(new ForwardOnly(file[..length])));
        }
    }

    [Fact]
    public void AFileThatGoesOnIsRefused()
    {
        using var tensors = Some();

        Assert.Contains("continues", Refusal([.. Written(tensors), 0]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(0L)]
    [InlineData(1L << 40)]
    [InlineData(long.MaxValue)]
    public void AHeaderOfImpossibleLengthIsRefused(long length)
    {
        var file = new byte[64];
        BinaryPrimitives.WriteInt64LittleEndian(file, length);

        Assert.Contains("header", Refusal(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", "'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", "'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""", "(0)")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2,-1],"data_offsets":[0,8]}}""", "(-2, -1)")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1,1,1,1,2],"data_offsets":[0,8]}}""", "'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[65536,65536],"data_offsets":[0,17179869184]}}""", "")]
    [InlineData("""{"a":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}""", "F16")]
    [InlineData("""{"a":{"dtype":null,"shape":[2],"data_offsets":[0,8]}}""", "'a'")]
    [InlineData("""{"a":{"shape":[2],"data_offsets":[0,8]}}""", "")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", "")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", "")]
    [InlineData("""{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""", "")]
    [InlineData("""{"a":8}""", "")]
    [InlineData("""[1]""", "")]
    [InlineData("""{"a":""", "")]
    [InlineData("""{"__metadata__":{"statistics":3}}""", "")]
    [InlineData("""{"__metadata__":{"statistics":null}}""", "")]
    [InlineData("""{"__metadata__":null}""", "")]
    public void AHeaderThatLiesIsRefused(string header, string names) =>
        Assert.Contains(names, Refusal(File(header, 2)), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 8, 4, 12)]
    [InlineData(0, 8, 0, 8)]
    [InlineData(0, 8, 12, 20)]
    public void TensorsThatOverlapOrLeaveAGapAreRefused(int firstBegin, int firstEnd, int secondBegin, int secondEnd)
    {
        var header = $$$"""
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[{{{firstBegin}}},{{{firstEnd}}}]},
             "b":{"dtype":"F32","shape":[2],"data_offsets":[{{{secondBegin}}},{{{secondEnd}}}]}}
            """;

        Assert.Contains("'b' begins", Refusal(File(header, 5)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("\\u0061")]
    public void ANameThatStandsTwiceIsRefused(string second) => Refusal(File(
        $$$"""
        {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},
         "{{{second}}}":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}
        """, 2));

    private static NamedTensors Some()
    {
        var tensors = new NamedTensors(Layout);
        for (var i = 0; i < tensors.Values.Length; i++)
        {
            tensors.Values[i] = MathF.Sin(i);
        }

        return tensors;
    }

    private static byte[] Written(NamedTensors tensors)
    {
        using var stream = new MemoryStream();
        SafetensorsFile.Write(stream, tensors);
        return stream.ToArray();
    }

    private static string Refusal(byte[] file) =>
        Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(new MemoryStream(file))).Message;

    /// <summary>A file with this header, then the floats 0, 1, 2, ...</summary>
    private static byte[] File(string header, int floats)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var file = new byte[8 + text.Length + (floats * sizeof(float))];
        BinaryPrimitives.WriteInt64LittleEndian(file, text.Length);
        text.CopyTo(file, 8);
        for (var i = 0; i < floats; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(8 + text.Length + (i * sizeof(float))), i);
        }

        return file;
    }

    /// <summary>A stream that knows neither its length nor its position, as a pipe.</summary>
    private sealed class ForwardOnly(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();
    }
}
