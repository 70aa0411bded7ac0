using Mas.Engine.Kernels;

namespace Mas.Engine.Ops;

/// <summary>How the two sides of a <see cref="LinearMap"/> lie in their tensors.</summary>
/// <param name="X">In the input, framed with zeros as <paramref name="Frame"/> says.</param>
/// <param name="Y">In the output; its rows share nothing and leave nothing out.</param>
/// <param name="Frame">The zeros around the input.</param>
/// <param name="Overlap">Whether rows of X share elements.</param>
/// <param name="Tiles">Whether every element of the framed input is in exactly one row of X.</param>
internal readonly record struct LinearLayout(MatrixLayout X, MatrixLayout Y, Frame Frame, bool Overlap, bool Tiles);
