using Mas.Vision.Taskonomy;

namespace Mas.Vision.Pictures;

/// <summary>Which colors of class maps stand for which class.</summary>
public static class ClassLegend
{
    /// <summary>The legend of some classes, in their order.</summary>
    /// <param name="learned">Classes as they are learned, 0 (unlabelled) to 17; each once or more.</param>
    /// <param name="description">The data set's, which names them.</param>
    public static IReadOnlyList<ClassColor> Of(IEnumerable<int> learned, DatasetDescription description)
    {
        ArgumentNullException.ThrowIfNull(learned);
        ArgumentNullException.ThrowIfNull(description);
        return
        [
            .. learned.Distinct().Order().Select(id =>
            {
                var (red, green, blue) = Palette.Class(id);
                return new ClassColor(Name(id, description), red, green, blue);
            }),
        ];
    }

    private static string Name(int learned, DatasetDescription description) =>
        learned == 0 ? "unlabelled"
        : description.ClassName(learned) is { Length: > 0 } name ? name
        : $"class {description.StoredId(learned)}";
}
