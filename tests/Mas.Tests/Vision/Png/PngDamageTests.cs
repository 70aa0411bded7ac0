using System.Buffers.Binary;
using Mas.Learning;
using Mas.Vision.Png;

namespace Mas.Tests.Vision.Png;

public class PngDamageTests
{
    [Theory]
    [InlineData("filters-gray16")]
    [InlineData("interlaced-palette8")]
    [InlineData("pillow-palette2")]
    public void EveryTruncationIsAnErrorThatNamesTheFile(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(PngFixtureTests.Folder, name + ".png"));
        for (var length = 0; length < bytes.Length; length++)
        {
            var error = Assert.Throws<InputException>(() =>
                PngCodec.Decode(bytes.AsSpan(0, length), PngReading.Shown, "some.png"));
            Assert.Contains("'some.png'", error.Message);
        }
    }

    [Theory]
    [InlineData("filters-rgb8")]
    [InlineData("pillow-palette8-transparent")]
    public void EveryFlippedBitIsNoticed(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(PngFixtureTests.Folder, name + ".png"));
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            Assert.Throws<InputException>(() => PngCodec.Decode(bytes, PngReading.Shown, "some.png"));
            bytes[i] ^= 1;
        }
    }

    [Fact]
    public void DamageBehindSoundChecksumsIsNoticed()
    {
        var sound = PngCodec.Encode(PngRoundTripTests.Random(new Random(2), 20, 20, 3, 8, 1));
        var data = (int)BinaryPrimitives.ReadUInt32BigEndian(sound.AsSpan(33));
        var passed = new List<int>();
        for (var i = 0; i < data; i++)
        {
            byte[] bytes = [.. sound];
            bytes[41 + i] ^= 16;
            PngChunks.Seal(bytes, 33);
            try
            {
                _ = PngCodec.Decode(bytes, PngReading.Shown, "some.png");
                passed.Add(i - data);
            }
            catch (InputException)
            {
            }
        }

        Assert.True(passed.Count == 0, string.Join(' ', passed));
    }

    [Fact]
    public void AHeaderThatPromisesMoreThanTheDataHoldsIsRefusedBeforeMemoryIsTaken()
    {
        var bytes = PngCodec.Encode(new PngImage(8, 8, 1, 8));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), 5000);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), 5000);
        PngChunks.Seal(bytes, 8);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InputException>(() => PngCodec.Decode(bytes, PngReading.Shown, "some.png"));
        Assert.Contains("cannot hold 5000 x 5000 pixels", error.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);

        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), int.MaxValue);
        PngChunks.Seal(bytes, 8);
        error = Assert.Throws<InputException>(() => PngCodec.Decode(bytes, PngReading.Shown, "some.png"));
        Assert.Contains("beyond the limit", error.Message);
    }

    [Fact]
    public void WhatIsNotAPictureIsNamed()
    {
        Assert.Contains(
            "'a.png' is not a PNG file",
            Assert.Throws<InputException>(() => PngCodec.Decode("hello"u8, PngReading.Shown, "a.png")).Message);
        var missing = Path.Combine(Path.GetTempPath(), "no-such-folder", "a.png");
        Assert.Contains(
            missing, Assert.Throws<InputException>(() => PngCodec.Read(missing, PngReading.Stored)).Message);
    }
}
