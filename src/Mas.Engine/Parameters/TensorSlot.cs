using Mas.Engine.Tensors;

namespace Mas.Engine.Parameters;

/// <summary>The place of one named tensor in a <see cref="TensorLayout"/>.</summary>
/// <param name="Name">The path in the model tree, joined by dots: <c>encoder.stem.convolution1.weight</c>.</param>
/// <param name="Shape">(N, H, W, C); see <see cref="Tensors.Shape"/> for vectors and weights.</param>
/// <param name="Role">Weight or statistic.</param>
/// <param name="Offset">Index of the first element.</param>
public sealed record TensorSlot(string Name, Shape Shape, ParameterRole Role, int Offset);
