using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Mas.Tests;

/// <summary>The bits of many numbers, short enough to compare and to show.</summary>
internal static class Bits
{
    /// <summary>SHA-256 of the numbers' bits: zeros of either sign differ, and one NaN from another.</summary>
    internal static string Of(ReadOnlySpan<float> values) =>
        Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(values)));
}
