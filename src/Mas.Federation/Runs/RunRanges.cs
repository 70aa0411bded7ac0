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

    /// <summary>The largest <see cref="RunOptions.CarbonIntensity"/>; the smallest is 0.</summary>
    public static double MaximumCarbonIntensity => 2000;

    /// <summary>The largest <see cref="RunOptions.LearningRate"/>; the smallest is above 0.</summary>
    public static double MaximumLearningRate => 10;

    /// <summary>The largest <see cref="RunOptions.WeightDecay"/>; the smallest is 0.</summary>
    public static double MaximumWeightDecay => 1;

    /// <summary>The largest <see cref="RunOptions.Mu"/>; the smallest is 0.</summary>
    public static double MaximumMu => 100;

    /// <summary>The largest <see cref="RunOptions.Alpha"/>; the smallest is 0.</summary>
    public static double MaximumAlpha => 10;
}
