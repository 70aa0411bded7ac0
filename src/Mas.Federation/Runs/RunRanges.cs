using System.Globalization;
using Mas.Learning;

namespace Mas.Federation.Runs;

/// <summary>What the numeric options of a run may be, for validation and for the command's help alike.</summary>
public static class RunRanges
{
    /// <summary><see cref="RunOptions.Buildings"/>.</summary>
    public static IntegerRange Buildings { get; } = new(1, 1000);

    /// <summary><see cref="RunOptions.Rounds"/>.</summary>
    public static IntegerRange Rounds { get; } = new(1, 9999);

    /// <summary><see cref="RunOptions.ClientsPerRound"/>.</summary>
    public static IntegerRange ClientsPerRound { get; } = new(1, 1000);

    /// <summary><see cref="RunOptions.OverSelect"/>.</summary>
    public static IntegerRange OverSelect { get; } = new(0, 1000);

    /// <summary><see cref="RunOptions.LocalEpochs"/>.</summary>
    public static IntegerRange LocalEpochs { get; } = new(1, 1000);

    /// <summary><see cref="RunOptions.Batch"/>.</summary>
    public static IntegerRange Batch { get; } = new(1, 1024);

    /// <summary>
    /// <see cref="RunOptions.ImageSize"/>, which must also be a multiple of <see cref="ImageSizeStep"/>.
    /// </summary>
    public static IntegerRange ImageSize { get; } = new(32, 1024);

    /// <summary>The output stride of the encoders, in pixels: picture sizes are multiples of it.</summary>
    public static int ImageSizeStep => 16;

    /// <summary>What <see cref="RunOptions.ImageSize"/> must be, as part of a sentence.</summary>
    public static string ImageSizes => $"a multiple of {ImageSizeStep}, {ImageSize}";

    /// <inheritdoc cref="IntegerRange.Faults"/>
    public static IEnumerable<string> ImageSizeFaults(string name, int value) =>
        ImageSize.Contains(value) && value % ImageSizeStep == 0
            ? []
            : [ValueFault.Of(name, value.ToString(CultureInfo.InvariantCulture), ImageSizes)];

    /// <summary><see cref="RunOptions.ProbeEvery"/>; 0 = never.</summary>
    public static IntegerRange ProbeEvery { get; } = new(0, 1_000_000);

    /// <summary><see cref="RunOptions.ProbeRounds"/>.</summary>
    public static IntegerRange ProbeRounds { get; } = new(1, 9999);

    /// <summary><see cref="RunOptions.FreezeNormsAfter"/>; 0 = never.</summary>
    public static IntegerRange FreezeNormsAfter { get; } = new(0, 9999);

    /// <summary><see cref="RunOptions.ProbeStop"/>; 0 = never.</summary>
    public static IntegerRange ProbeStop { get; } = new(0, 9999);

    /// <summary>Rounds that probe before <see cref="RunOptions.ProbeStop"/> may end it, if so many rounds do.</summary>
    public static int LeastProbedRounds => 5;

    /// <summary><see cref="RunOptions.EvaluateEvery"/>; 0 = only at the end.</summary>
    public static IntegerRange EvaluateEvery { get; } = new(0, 9999);

    /// <summary><see cref="RunOptions.Threads"/>.</summary>
    public static IntegerRange Threads { get; } = new(1, 1024);

    /// <summary><see cref="RunOptions.Budget"/> where the number of groups is chosen within it.</summary>
    public static RealRange Budget { get; } = new(0, double.PositiveInfinity) { ExcludesMinimum = true };

    /// <summary><see cref="RunOptions.LearningRate"/>.</summary>
    public static RealRange LearningRate { get; } = new(0, 10) { ExcludesMinimum = true };

    /// <summary><see cref="RunOptions.Momentum"/>.</summary>
    public static RealRange Momentum { get; } = new(0, 1) { ExcludesMaximum = true };

    /// <summary><see cref="RunOptions.WeightDecay"/>.</summary>
    public static RealRange WeightDecay { get; } = new(0, 1);

    /// <summary><see cref="RunOptions.Mu"/>.</summary>
    public static RealRange Mu { get; } = new(0, 100);

    /// <summary><see cref="RunOptions.Alpha"/>.</summary>
    public static RealRange Alpha { get; } = new(0, 10);

    /// <summary><see cref="RunOptions.CarbonIntensity"/>, in grams per kilowatt-hour.</summary>
    public static RealRange CarbonIntensity { get; } = new(0, 2000);
}
