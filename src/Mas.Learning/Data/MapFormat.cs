using Mas.Learning.Png;
using Mas.Learning.Tasks;

namespace Mas.Learning.Data;

/// <summary>How a task's map lies in its PNG files and in the packed cache.</summary>
/// <param name="Folder">The folder of the files.</param>
/// <param name="BitDepth">Bits per sample in the files: 8 or 16; 0 takes any.</param>
/// <param name="Colors">Channels the files need, alpha apart: 1, or 3; 0 takes gray and color alike.</param>
/// <param name="Channels">Channels kept.</param>
/// <param name="Kind">What the samples mean.</param>
internal sealed record MapFormat(string Folder, int BitDepth, int Colors, int Channels, MapKind Kind)
{
    /// <summary>The greatest learned class; 0 is unlabelled.</summary>
    public const int MaxClass = 17;

    /// <summary>The sample that stands for every unknown depth once a file is read.</summary>
    public const ushort UnknownDepth = ushort.MaxValue;

    /// <summary>The picture; a gray one has three equal channels.</summary>
    public static MapFormat Picture { get; } = new("rgb", 8, 0, 3, MapKind.Picture);

    /// <summary>The mask: nonzero where a view's maps are valid.</summary>
    public static MapFormat Mask { get; } = new("mask", 0, 0, 1, MapKind.Mask);

    /// <summary>The depth, which also tells where a view's maps are valid.</summary>
    public static MapFormat Depth { get; } = new("depth_zbuffer", 16, 1, 1, MapKind.Depth);

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

    /// <summary>The format of a task's maps.</summary>
    public static MapFormat Of(LearningTask task) => task.Letter switch
    {
        's' => new(task.Folder, 0, 1, 1, MapKind.ClassIds),
        'd' => Depth,
        'n' => new(task.Folder, 8, 3, 3, MapKind.Normals),
        'r' => new(task.Folder, 8, 0, 1, MapKind.MeanOfColors),
        'c' => new(task.Folder, 8, 3, 2, MapKind.Fractions),
        'a' => Picture,
        _ => new(task.Folder, 16, 1, 1, MapKind.Counts),
    };
}
