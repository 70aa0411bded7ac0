namespace Mas.Wire.Documents;

/// <summary>
/// How tasks are to be trained: the options of <c>mas run</c> that decide it, by their names. Null = the server's
/// default. Submissions of equal recipe can be merged.
/// </summary>
public sealed record RecipeDocument
{
    /// <summary><c>--method</c>.</summary>
    public string? Method { get; init; }

    /// <summary><c>--groups</c>; 0 = auto.</summary>
    public int? Groups { get; init; }

    /// <summary><c>--split</c>.</summary>
    public string? Split { get; init; }

    /// <summary><c>--inherit</c>.</summary>
    public string? Inherit { get; init; }

    /// <summary><c>--rounds</c>.</summary>
    public int? Rounds { get; init; }

    /// <summary><c>--merge-rounds</c>.</summary>
    public int? MergeRounds { get; init; }

    /// <summary><c>--clients-per-round</c>.</summary>
    public int? ClientsPerRound { get; init; }

    /// <summary><c>--over-select</c>.</summary>
    public int? OverSelect { get; init; }

    /// <summary><c>--quorum</c>.</summary>
    public int? Quorum { get; init; }

    /// <summary><c>--aggregation</c>.</summary>
    public string? Aggregation { get; init; }

    /// <summary><c>--local-epochs</c>.</summary>
    public int? LocalEpochs { get; init; }

    /// <summary><c>--batch</c>.</summary>
    public int? Batch { get; init; }

    /// <summary><c>--learning-rate</c>.</summary>
    public double? LearningRate { get; init; }

    /// <summary><c>--momentum</c>.</summary>
    public double? Momentum { get; init; }

    /// <summary><c>--weight-decay</c>.</summary>
    public double? WeightDecay { get; init; }

    /// <summary><c>--freeze-norms-after</c>.</summary>
    public int? FreezeNormsAfter { get; init; }

    /// <summary><c>--mu</c>.</summary>
    public double? Mu { get; init; }

    /// <summary><c>--alpha</c>.</summary>
    public double? Alpha { get; init; }

    /// <summary><c>--encoder</c>.</summary>
    public string? Encoder { get; init; }

    /// <summary><c>--image-size</c>, in pixels.</summary>
    public int? ImageSize { get; init; }

    /// <summary><c>--probe-every</c>.</summary>
    public int? ProbeEvery { get; init; }

    /// <summary><c>--affinity</c>.</summary>
    public string? Affinity { get; init; }

    /// <summary><c>--affinity-mean</c>.</summary>
    public string? AffinityMean { get; init; }

    /// <summary><c>--probe-rounds</c>.</summary>
    public int? ProbeRounds { get; init; }

    /// <summary><c>--probe-stop</c>.</summary>
    public int? ProbeStop { get; init; }

    /// <summary><c>--evaluate-every</c>.</summary>
    public int? EvaluateEvery { get; init; }

    /// <summary><c>--seed</c>.</summary>
    public ulong? Seed { get; init; }

    /// <summary>The document's bytes.</summary>
    public byte[] ToBytes() => WireJson.Write(this, WireJson.Default.RecipeDocument);
}
