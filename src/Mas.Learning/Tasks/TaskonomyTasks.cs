using Mas.Learning.Metrics;
using Mas.Learning.Objectives;

namespace Mas.Learning.Tasks;

/// <summary>
/// The nine tasks of MAS (ICCV 2023), whose targets are maps in Taskonomy's layout. The ids are Taskonomy's names; marks
/// are the paper's letters. Nothing else in the source knows them.
/// </summary>
public static class TaskonomyTasks
{
    /// <summary>The task set that runs and benchmarks learn by default.</summary>
    public const string StandardSet = "sdnkt";

    /// <summary>All nine, in the order of the task set <c>sdnkterca</c>.</summary>
    public static IReadOnlyList<LearningTask> All { get; } =
    [
        new("segment-semantic", "semantic segmentation", "s", "segment_semantic", 18, CrossEntropyObjective.Instance),
        new("depth-zbuffer", "depth", "d", "depth_zbuffer", 1, ShiftTolerantMaskedL1Objective.Instance)
        {
            Metrics = DepthMetrics.Instance,
        },
        new("normal", "surface normals", "n", "normal", 3, ShiftTolerantMaskedL1Objective.Instance)
        {
            Metrics = DirectionMetrics.Instance,
        },
        new("keypoints2d", "2D keypoints", "k", "keypoints2d", 1, L1Objective.Instance),
        new("edge-texture", "texture edges", "t", "edge_texture", 1, L1Objective.Instance),
        new("edge-occlusion", "occlusion edges", "e", "edge_occlusion", 1, MaskedL1Objective.Instance),
        new("reshading", "reshading", "r", "reshading", 1, MaskedL1Objective.Instance),
        new("principal-curvature", "principal curvature", "c", "principal_curvature", 2, MaskedL1Objective.Instance),
        new("autoencoding", "autoencoding", "a", "rgb", 3, L1Objective.Instance),
    ];

    /// <summary>The fields that tasks of these marks learn.</summary>
    public static IReadOnlyList<string> FieldsOf(string marks) =>
        [.. All.Where(task => marks.Contains(task.Mark, StringComparison.Ordinal)).Select(task => task.Field)];

    /// <summary>The marks of the tasks that learn some of these fields.</summary>
    public static string MarksOf(IReadOnlyList<string> fields) =>
        string.Concat(All.Where(task => fields.Contains(task.Field)).Select(task => task.Mark));
}
