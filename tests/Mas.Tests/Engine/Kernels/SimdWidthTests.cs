using Mas.Engine.Kernels;

namespace Mas.Tests.Engine.Kernels;

/// <summary>
/// The kernels take the width the runtime allows, so that a run of the tests with less tests what it says.
/// </summary>
public class SimdWidthTests
{
    [Fact]
    public void TheWidthIsOneTheRuntimeAllows()
    {
        var most = IsOff("DOTNET_EnableHWIntrinsic") || IsOff("DOTNET_EnableAVX2") ? 128
            : IsOff("DOTNET_EnableAVX512") ? 256 : 512;

        Assert.Contains(SimdWidth.Bits, new[] { 128, 256, 512 });
        Assert.InRange(SimdWidth.Bits, 128, most);
    }

    private static bool IsOff(string setting) => Environment.GetEnvironmentVariable(setting) == "0";
}
