using Mas.Learning;
using Mas.Learning.Tasks;
using Mas.Vision.Png;

namespace Mas.Vision.Taskonomy;

/// <summary>A field of Taskonomy's layout: how its maps lie in PNG files and in the packed cache.</summary>
/// <param name="Folder">The folder of the files.</param>
/// <param name="BitDepth">Bits per sample in the files: 8 or 16; 0 takes any.</param>
/// <param name="Colors">Channels the files need, alpha apart: 1, or 3; 0 takes gray and color alike.</param>
/// <param name="Channels">Channels kept.</param>
/// <param name="Kind">What the samples mean.</param>
public sealed record MapFormat(string Folder, int BitDepth, int Colors, int Channels, MapKind Kind)
{
    /// <summary>The greatest learned class; 0 is unlabelled.</summary>
    public const int MaxClass = 17;

    /// <summary>The sample that stands for every unknown depth once a file is read.</summary>
    public const ushort UnknownDepth = ushort.MaxValue;

    /// <summary>The picture; a gray one has three equal channels.</summary>
    public static MapFormat Picture { get; } = new("rgb", 8, 0, 3, MapKind.Picture)
    {
        Title = "rgb again",
        Normalisation = new([0f, 0f, 0f], [1f, 1f, 1f]),
        IsKnownEverywhere = true,
    };

    /// <summary>The mask: nonzero where a view's maps are valid.</summary>
    public static MapFormat Mask { get; } = new("mask", 0, 0, 1, MapKind.Mask);

    /// <summary>The depth, which also tells where a view's maps are valid.</summary>
    public static MapFormat Depth { get; } = new("depth_zbuffer", 16, 1, 1, MapKind.Depth)
    {
        Title = "depth",
        Normalisation = new([1500f], [1000f]),
    };

    /// <summary>Every field a task can learn, in the order of records and digests.</summary>
    public static IReadOnlyList<MapFormat> All { get; } =
    [
        new("segment_semantic", 0, 1, 1, MapKind.ClassIds) { Title = "classes" },
        Depth,
        new("normal", 8, 3, 3, MapKind.Normals)
        {
            Title = "normals",
            Normalisation = new([0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f]),
        },
        new("keypoints2d", 16, 1, 1, MapKind.Counts)
        {
            Title = "keypoints",
            Normalisation = new([50f], [100f]),
            IsKnownEverywhere = true,
        },
        new("edge_texture", 16, 1, 1, MapKind.Counts)
        {
            Title = "texture e.",
            Normalisation = new([718f], [1070f]),
            IsKnownEverywhere = true,
        },
        new("edge_occlusion", 16, 1, 1, MapKind.Counts)
        {
            Title = "occlusion",
            Normalisation = new([56.0248f], [239.1265f]),
        },
        new("reshading", 8, 0, 1, MapKind.MeanOfColors)
        {
            Title = "reshading",
            Normalisation = new([0.4962f], [0.2846f]),
        },
        new("principal_curvature", 8, 3, 2, MapKind.Fractions)
        {
            Title = "curvature",
            Normalisation = new([0.5175f, 0.4987f], [0.1373f, 0.0359f]),
        },
        Picture,
    ];

    /// <summary>The heading of a column of its maps.</summary>
    public string Title { get; init; } = Folder;

    /// <summary>
    /// Taskonomy's own constants, in the stored value's unit (16-bit maps in counts, 8-bit maps as 0..1; those of the
    /// authors' released code); a data set may bring constants of its own.
    /// </summary>
    public Normalisation Normalisation { get; init; } = Normalisation.Identity;

    /// <summary>Whether every pixel has a value: the map is computed from the picture, not from the scene.</summary>
    public bool IsKnownEverywhere { get; init; }

    /// <summary>
    /// Which numbers of the files are used: those a viewer shows for pictures and for maps drawn as pictures; the
    /// stored ones for counts and ids.
    /// </summary>
    public PngReading Reading => Kind switch
    {
        MapKind.Picture or MapKind.Normals or MapKind.MeanOfColors or MapKind.Fractions => PngReading.Shown,
        _ => PngReading.Stored,
    };

    /// <summary>Bytes per sample in the packed cache.</summary>
    public int PackedBytes => Kind is MapKind.Picture or MapKind.Mask or MapKind.ClassIds ? 1 : 2;

    /// <summary>Whether a file can store a value.</summary>
    public static bool IsStored(int value) => value is >= 0 and <= ushort.MaxValue;

    /// <summary>The field of a name, or null where the layout has none.</summary>
    public static MapFormat? Find(string field) => All.FirstOrDefault(format => format.Folder == field);

    /// <summary>The field that holds a task's targets.</summary>
    /// <exception cref="InputException">The layout has no such field, or the task cannot be learned from it.</exception>
    public static MapFormat Of(LearningTask task) =>
        TaskFields.Fault(task) is { } fault ? throw new InputException(fault) : Find(task.Field)!;

    /// <summary>The fields that some tasks learn, each once, in the order of <see cref="All"/>.</summary>
    /// <exception cref="InputException">As for <see cref="Of(LearningTask)"/>.</exception>
    public static IReadOnlyList<MapFormat> Of(IEnumerable<LearningTask> tasks)
    {
        MapFormat[] wanted = [.. tasks.Select(Of)];
        return [.. All.Where(wanted.Contains)];
    }

    /// <summary>Why a task cannot be learned from the field, a sentence; null where it can.</summary>
    public string? Fault(LearningTask task)
    {
        var classes = Kind == MapKind.ClassIds;
        if (classes != task.Objective.HasClasses)
        {
            return $"The task {task.Label} learns '{Folder}' by {task.Objective.Name}; that field holds "
                + (classes ? "classes, not numbers." : "numbers, not classes.");
        }

        if (classes)
        {
            return task.Outputs > MaxClass ? null
                : $"The task {task.Label} has {Plural.Of(task.Outputs, "output")}; '{Folder}' needs {MaxClass + 1}.";
        }

        return task.TargetChannels == Channels ? null
            : $"The task {task.Label} has {Plural.Of(task.TargetChannels, "target channel")}; '{Folder}' has {Channels}.";
    }
}
