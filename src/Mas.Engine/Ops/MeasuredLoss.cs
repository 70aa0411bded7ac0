using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>
/// A loss over the pixels of a batch that could be measured: those whose target is known. Mean times count adds up over
/// batches, so that a mean over many batches does not depend on how they were cut.
/// </summary>
/// <param name="Mean">
/// The mean over the elements of the measured pixels, a scalar to differentiate. Where nothing was measured it is 0, as
/// are its gradients, and has no meaning.
/// </param>
/// <param name="Count">The measured pixels; 0 or more.</param>
public readonly record struct MeasuredLoss(Tensor Mean, long Count);
