namespace Mas.Learning.Tasks;

/// <summary>How the distance between a decoder's output and its target is measured.</summary>
public enum TaskLoss
{
    /// <summary>
    /// Cross entropy over class logits, mean over the labelled pixels; class 0 (unlabelled) is ignored.
    /// </summary>
    CrossEntropy,

    /// <summary>
    /// Masked L1 that forgives a shift of one pixel: borders cropped by one pixel and, per image, the smallest of
    /// the nine losses over the 3x3 one-pixel shifts of the output.
    /// </summary>
    ShiftTolerantMaskedL1,

    /// <summary>Mean over all elements of |output - target| times the mask.</summary>
    MaskedL1,

    /// <summary>Mean over all elements of |output - target|.</summary>
    L1,
}
