using Mas.Engine.Tensors;

namespace Mas.Learning.Metrics;

/// <summary>What a model made of a batch for one task, alongside what was to be learned.</summary>
/// <param name="output">(N, H, W, outputs).</param>
/// <param name="target">(N, H, W, target channels).</param>
/// <param name="measures">Whether a position, counted over all examples row by row, is measured.</param>
/// <param name="unit">What a number of the target means; null = itself.</param>
public readonly struct ScoredBatch(
    Tensor output, Tensor target, Func<int, bool> measures, TargetUnit? unit)
{
    /// <summary>Positions over all examples.</summary>
    public int Positions => target.Shape.Pixels;

    /// <summary>Channels of the output.</summary>
    public int Outputs => output.Shape.Channels;

    /// <summary>Channels of the target.</summary>
    public int TargetChannels => target.Shape.Channels;

    /// <summary>Whether a position is measured.</summary>
    public bool Measures(int position) => measures(position);

    /// <summary>The outputs of a position as the model gives them.</summary>
    public ReadOnlySpan<float> OutputAt(int position) => output.Values.Slice(position * Outputs, Outputs);

    /// <summary>The class of a position.</summary>
    public int ClassAt(int position) => (int)target.Values[position];

    /// <summary>A number that the model predicts, in the target's unit.</summary>
    public double Predicted(int position, int channel) =>
        InUnit(output.Values[(position * Outputs) + channel], channel);

    /// <summary>A number of the target, in its unit.</summary>
    public double Expected(int position, int channel) =>
        InUnit(target.Values[(position * TargetChannels) + channel], channel);

    private double InUnit(float value, int channel) =>
        unit is null ? value : (value * unit.Scale[channel]) + unit.Shift[channel];
}
