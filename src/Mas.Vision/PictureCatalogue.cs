using Mas.Learning.Catalogues;
using Mas.Learning.Models;
using Mas.Vision.Models;
using Mas.Vision.Taskonomy;

namespace Mas.Vision;

/// <summary>What pictures add to a catalogue.</summary>
/// <example>
/// <code>
/// var catalogue = RunCatalogue.Standard with { Learning = LearningCatalogue.Standard.WithPictures() };
/// </code>
/// </example>
public static class PictureCatalogue
{
    /// <summary>The head of tasks whose targets are maps: sixteen times the features' height and width.</summary>
    public static HeadEntry DenseHead { get; } = new(
        "dense", (scope, features, outputs, norm) =>
            new DenseHead(scope, features, outputs, DenseHeadOptions.Standard, norm));

    /// <summary>A catalogue with the encoders of pictures, their dense head, and Taskonomy's layout as a source.</summary>
    /// <exception cref="Learning.InputException">A name is taken already.</exception>
    public static LearningCatalogue WithPictures(this LearningCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return PictureEncoders.All.Aggregate(catalogue, (known, encoder) => known.With(encoder))
            .With(DenseHead).With(TaskonomySource.Instance);
    }
}
