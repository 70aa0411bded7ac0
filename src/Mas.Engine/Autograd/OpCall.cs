using Mas.Engine.Tensors;

namespace Mas.Engine.Autograd;

/// <summary>
/// One op of a forward pass as data: what it was given and what it made. The calls of a pass, in their order, are the
/// model's program, which can be written in another format. See <see cref="Tape.Trace"/>.
/// </summary>
/// <param name="Output">The tensor the op made.</param>
public abstract record OpCall(Tensor Output)
{
    /// <summary>The tensors that the op read, parameters included.</summary>
    public abstract IReadOnlyList<Tensor> Inputs { get; }

    /// <summary>A dense convolution; a pointwise one has a weight of size 1, stride 1 and no padding.</summary>
    /// <param name="Input">(N, H, W, inputs).</param>
    /// <param name="Weight">(size, size, inputs, outputs).</param>
    /// <param name="Bias">(1, 1, 1, outputs), or none.</param>
    /// <param name="Stride">Pixels between windows.</param>
    /// <param name="Padding">Zeros around the picture.</param>
    /// <param name="Output">(N, H', W', outputs).</param>
    public sealed record Convolution(
        Tensor Input, Tensor Weight, Tensor? Bias, int Stride, int Padding, Tensor Output) : OpCall(Output)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Tensor> Inputs => Bias is null ? [Input, Weight] : [Input, Weight, Bias];
    }

    /// <summary>A convolution of every channel with its own window, stride 1, zeros around, so that the size stays.</summary>
    /// <param name="Pictures">One picture, or two whose channels follow each other: (N, H, W, C) together.</param>
    /// <param name="Weight">(size, size, 1, C).</param>
    /// <param name="Rectifies">Whether negative elements of the pictures count as zero.</param>
    /// <param name="Output">(N, H, W, C).</param>
    public sealed record DepthwiseConvolution(
        IReadOnlyList<Tensor> Pictures, Tensor Weight, bool Rectifies, Tensor Output) : OpCall(Output)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Tensor> Inputs => [.. Pictures, Weight];
    }

    /// <summary>A transposed convolution 2x2 with stride 2.</summary>
    /// <param name="Input">(N, H, W, inputs).</param>
    /// <param name="Weight">(inputs, 2, 2, outputs).</param>
    /// <param name="Bias">(1, 1, 1, outputs).</param>
    /// <param name="Output">(N, 2H, 2W, outputs).</param>
    public sealed record TransposedConvolution(Tensor Input, Tensor Weight, Tensor Bias, Tensor Output) : OpCall(Output)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Tensor> Inputs => [Input, Weight, Bias];
    }

    /// <summary>(x - mean) / sqrt(variance + epsilon) scale + shift, channel by channel.</summary>
    /// <param name="Input">(N, H, W, C).</param>
    /// <param name="Scale">(1, 1, 1, C).</param>
    /// <param name="Shift">(1, 1, 1, C).</param>
    /// <param name="Mean">The running mean, (1, 1, 1, C).</param>
    /// <param name="Variance">The running variance, (1, 1, 1, C).</param>
    /// <param name="Epsilon">Added to the variance.</param>
    /// <param name="Rectifies">Whether negative results become zero.</param>
    /// <param name="Output">(N, H, W, C).</param>
    public sealed record BatchNorm(
        Tensor Input, Tensor Scale, Tensor Shift, Tensor Mean, Tensor Variance, double Epsilon, bool Rectifies,
        Tensor Output) : OpCall(Output)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Tensor> Inputs => [Input, Scale, Shift, Mean, Variance];
    }

    /// <summary>The same by the mean and variance of one example and one group of neighbouring channels.</summary>
    /// <param name="Input">(N, H, W, C).</param>
    /// <param name="Scale">(1, 1, 1, C).</param>
    /// <param name="Shift">(1, 1, 1, C).</param>
    /// <param name="Groups">Groups of equal size.</param>
    /// <param name="Epsilon">Added to the variance.</param>
    /// <param name="Rectifies">Whether negative results become zero.</param>
    /// <param name="Output">(N, H, W, C).</param>
    public sealed record GroupNorm(
        Tensor Input, Tensor Scale, Tensor Shift, int Groups, double Epsilon, bool Rectifies, Tensor Output)
        : OpCall(Output)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Tensor> Inputs => [Input, Scale, Shift];
    }

    /// <summary>max(input, 0).</summary>
    /// <param name="Input">(N, H, W, C).</param>
    /// <param name="Output">(N, H, W, C).</param>
    public sealed record Relu(Tensor Input, Tensor Output) : OpCall(Output)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Tensor> Inputs => [Input];
    }

    /// <summary>a + b.</summary>
    /// <param name="A">(N, H, W, C).</param>
    /// <param name="B">(N, H, W, C).</param>
    /// <param name="Output">(N, H, W, C).</param>
    public sealed record Add(Tensor A, Tensor B, Tensor Output) : OpCall(Output)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Tensor> Inputs => [A, B];
    }

    /// <summary>The channels of a, then those of b.</summary>
    /// <param name="A">(N, H, W, A).</param>
    /// <param name="B">(N, H, W, B).</param>
    /// <param name="Output">(N, H, W, A + B).</param>
    public sealed record Concatenate(Tensor A, Tensor B, Tensor Output) : OpCall(Output)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Tensor> Inputs => [A, B];
    }

    /// <summary>In the place of each block of channels x, the sum of x[k] times the block's vector k.</summary>
    /// <param name="Input">(N, H, W, C).</param>
    /// <param name="Blocks">In the order of their channels; they do not overlap.</param>
    /// <param name="Output">(N, H, W, C + the widths of the blocks - their categories).</param>
    public sealed record Embed(Tensor Input, IReadOnlyList<EmbeddedBlock> Blocks, Tensor Output) : OpCall(Output)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Tensor> Inputs => [Input, .. Blocks.Select(block => block.Vectors)];
    }

    /// <summary>The greatest value of each window; what lies outside the picture never wins.</summary>
    /// <param name="Input">(N, H, W, C).</param>
    /// <param name="Size">Height and width of the window.</param>
    /// <param name="Stride">Pixels between windows.</param>
    /// <param name="Padding">Pixels around the picture.</param>
    /// <param name="Output">(N, H', W', C).</param>
    public sealed record MaxPool(Tensor Input, int Size, int Stride, int Padding, Tensor Output) : OpCall(Output)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Tensor> Inputs => [Input];
    }

    /// <summary>The mean of every channel over the picture.</summary>
    /// <param name="Input">(N, H, W, C).</param>
    /// <param name="Output">(N, 1, 1, C).</param>
    public sealed record GlobalAveragePool(Tensor Input, Tensor Output) : OpCall(Output)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Tensor> Inputs => [Input];
    }

    /// <summary>Bilinear resizing to the size of the output, corners not aligned.</summary>
    /// <param name="Input">(N, h, w, C).</param>
    /// <param name="Output">(N, H, W, C).</param>
    public sealed record UpsampleBilinear(Tensor Input, Tensor Output) : OpCall(Output)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Tensor> Inputs => [Input];
    }

    /// <summary>The same values in memory of their own.</summary>
    /// <param name="Input">(N, H, W, C).</param>
    /// <param name="Output">(N, H, W, C).</param>
    public sealed record Stored(Tensor Input, Tensor Output) : OpCall(Output)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Tensor> Inputs => [Input];
    }
}
