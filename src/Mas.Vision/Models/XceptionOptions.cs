namespace Mas.Vision.Models;

/// <summary>The channel counts of an Xception encoder cut down by Standley et al. (ICML 2020).</summary>
/// <param name="Stem1">Channels after the first convolution of the stem.</param>
/// <param name="Stem2">Channels after the second.</param>
/// <param name="Entry1">Channels after the first block, stride 2.</param>
/// <param name="Entry2">Channels after the second block, stride 2.</param>
/// <param name="Middle">Channels after the third block, stride 2, and of the four that follow.</param>
/// <param name="Features">Channels of the shared features.</param>
public sealed record XceptionOptions(int Stem1, int Stem2, int Entry1, int Entry2, int Middle, int Features)
{
    /// <summary>4,089,192 parameters.</summary>
    public static XceptionOptions Full { get; } = new(24, 48, 96, 192, 512, 256);

    /// <summary>2,051,632 parameters.</summary>
    public static XceptionOptions Half { get; } = new(24, 48, 64, 128, 360, 256);

    /// <summary>557,932 parameters; for small pictures.</summary>
    public static XceptionOptions Quarter { get; } = new(24, 48, 32, 64, 180, 256);
}
