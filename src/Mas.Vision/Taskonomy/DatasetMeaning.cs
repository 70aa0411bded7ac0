using Mas.Learning.Examples;
using Mas.Learning.Metrics;

namespace Mas.Vision.Taskonomy;

/// <summary>What a data set's description says of the numbers of its examples, for programs without the data set.</summary>
public static class DatasetMeaning
{
    /// <summary>The colors of a picture, each as a share of the range of samples.</summary>
    public static IReadOnlyList<InputChannel> Colors { get; } =
        [.. new[] { "red", "green", "blue" }.Select(color => new InputChannel(color, InputChannel.Fraction))];

    /// <summary>What a description says of every field that tasks learn.</summary>
    public static DataMeaning Of(DatasetDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        string[] classes = [.. Enumerable.Range(0, MapFormat.MaxClass + 1).Select(description.ClassName)];
        return new DataMeaning(
            Colors,
            [
                .. MapFormat.All.Select(format => new TargetMeaning(
                    format.Folder, description.UnitOf(format),
                    format.Kind == MapKind.ClassIds && description.ClassNames.Count > 0 ? classes : [])),
            ]);
    }

    /// <summary>
    /// A description by which maps of these targets are drawn as by their data set's own; fields that the layout lacks
    /// are left out.
    /// </summary>
    public static DatasetDescription ToDescription(IReadOnlyList<TargetMeaning> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return new DatasetDescription
        {
            ClassNames = targets.FirstOrDefault(target => target.Classes.Count > 0)?.Classes ?? [],
            Normalisation = targets.Where(target => target.Unit is not null && MapFormat.Find(target.Field) is not null)
                .ToDictionary(target => target.Field, target => Stored(target.Unit!, MapFormat.Find(target.Field)!)),
        };
    }

    private static Normalisation Stored(TargetUnit unit, MapFormat format)
    {
        var (scale, shift, _) = DatasetDescription.UnitOf(format.Kind);
        return new Normalisation(
            [.. unit.Shift.Select(own => (own - shift) / scale)], [.. unit.Scale.Select(own => own / scale)]);
    }
}
