using System.Runtime.Intrinsics;

namespace Mas.Engine.Kernels;

/// <summary>
/// The widest vectors the machine has, in bits: the branch every kernel takes once a call. Constant to the compiler,
/// so the branches not taken cost nothing.
/// </summary>
internal static class SimdWidth
{
    internal static int Bits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
}
