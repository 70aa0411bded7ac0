namespace Mas.Learning.Tasks;

/// <summary>
/// How the distance between a decoder's output and its target is measured: always a mean over the pixels of the batch
/// whose target is known.
/// </summary>
public enum TaskLoss
{
    /// <summary>
    /// Cross entropy over class logits at the labelled pixels; class 0 means unlabelled.
    /// </summary>
    CrossEntropy,

    /// <summary>
    /// Masked L1 that forgives a shift of one pixel: borders cropped by one pixel and, per picture, the smallest of
    /// the nine sums of errors over the 3x3 one-pixel shifts of the output.
    /// </summary>
    ShiftTolerantMaskedL1,

    /// <summary>|output - target| at the pixels that the mask calls valid.</summary>
    MaskedL1,

    /// <summary>|output - target| at every pixel.</summary>
    L1,
}
