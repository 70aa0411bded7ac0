using Mas.Learning.Tasks;

namespace Mas.Learning.Data;

/// <summary>How a task's map lies in its PNG files and in the packed cache.</summary>
/// <param name="Folder">The folder of the files.</param>
/// <param name="BitDepth">Bits a sample in the files: 8 or 16.</param>
/// <param name="Colors">Channels the files need, alpha apart: 1, or 3; 0 takes gray and color alike.</param>
/// <param name="Channels">Channels kept.</param>
/// <param name="Kind">What the samples mean.</param>
internal sealed record MapFormat(string Folder, int BitDepth, int Colors, int Channels, MapKind Kind)
{
    /// <summary>The greatest class id.</summary>
    public const int MaxClass = 17;

    /// <summary>Depths from here on are unknown, in counts (Taskonomy, Zamir et al., CVPR 2018).</summary>
    public const int InvalidDepth = 8192;

    /// <summary>The picture.</summary>
    public static MapFormat Picture { get; } = new("rgb", 8, 3, 3, MapKind.Picture);

    /// <summary>The mask: nonzero where a view's maps are valid.</summary>
    public static MapFormat Mask { get; } = new("mask", 8, 0, 1, MapKind.Mask);

    /// <summary>The depth, which also tells where a view's maps are valid.</summary>
    public static MapFormat Depth { get; } = new("depth_zbuffer", 16, 1, 1, MapKind.Depth);

    /// <summary>Bytes a sample in the packed cache.</summary>
    public int PackedBytes => Kind is MapKind.Picture or MapKind.Mask or MapKind.ClassIds ? 1 : 2;

    /// <summary>The format of a task's maps.</summary>
    public static MapFormat Of(LearningTask task) => task.Letter switch
    {
        's' => new(task.Folder, 8, 1, 1, MapKind.ClassIds),
        'd' => Depth,
        'n' => new(task.Folder, 8, 3, 3, MapKind.Normals),
        'r' => new(task.Folder, 8, 0, 1, MapKind.MeanOfColors),
        'c' => new(task.Folder, 8, 3, 2, MapKind.Fractions),
        'a' => Picture,
        _ => new(task.Folder, 16, 1, 1, MapKind.Counts),
    };
}
