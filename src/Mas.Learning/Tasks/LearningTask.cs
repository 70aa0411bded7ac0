namespace Mas.Learning.Tasks;

/// <summary>
/// One thing to learn from a picture: a letter and a name for people, Taskonomy's folder for its files, and what a
/// decoder needs to know to learn it (MAS, ICCV 2023; the constants are those of the authors' released code).
/// </summary>
/// <param name="Letter">The task's letter in a task set such as <c>sdnkt</c>.</param>
/// <param name="Name">The name shown to people.</param>
/// <param name="Folder">The folder of the task's maps in Taskonomy's layout.</param>
/// <param name="Outputs">Channels of the decoder's output.</param>
/// <param name="Loss">The distance between output and target.</param>
/// <param name="Normalisation">
/// Taskonomy's own constants, in the stored value's unit (16-bit maps in counts, 8-bit maps as 0..1); a data set may
/// bring constants of its own.
/// </param>
public sealed record LearningTask(
    char Letter, string Name, string Folder, int Outputs, TaskLoss Loss, Normalisation Normalisation)
{
    /// <summary>Every task Mas knows, in the order of the task set <c>sdnkterca</c>.</summary>
    public static IReadOnlyList<LearningTask> All { get; } =
    [
        new('s', "semantic segmentation", "segment_semantic", 18, TaskLoss.CrossEntropy, Normalisation.Identity),
        new('d', "depth", "depth_zbuffer", 1, TaskLoss.ShiftTolerantMaskedL1, new([1500f], [1000f])),
        new('n', "surface normals", "normal", 3, TaskLoss.ShiftTolerantMaskedL1,
            new([0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f])),
        new('k', "2D keypoints", "keypoints2d", 1, TaskLoss.L1, new([50f], [100f])),
        new('t', "texture edges", "edge_texture", 1, TaskLoss.L1, new([718f], [1070f])),
        new('e', "occlusion edges", "edge_occlusion", 1, TaskLoss.MaskedL1, new([56.0248f], [239.1265f])),
        new('r', "reshading", "reshading", 1, TaskLoss.MaskedL1, new([0.4962f], [0.2846f])),
        new('c', "principal curvature", "principal_curvature", 2, TaskLoss.MaskedL1,
            new([0.5175f, 0.4987f], [0.1373f, 0.0359f])),
        new('a', "autoencoding", "rgb", 3, TaskLoss.L1, new([0f, 0f, 0f], [1f, 1f, 1f])),
    ];

    /// <summary>Channels of the target map: 1 for class ids, otherwise one a decoder output.</summary>
    public int TargetChannels => Loss == TaskLoss.CrossEntropy ? 1 : Outputs;

    /// <summary>Whether only the valid pixels of its maps count in its loss.</summary>
    public bool IsMasked => Loss is TaskLoss.MaskedL1 or TaskLoss.ShiftTolerantMaskedL1;

    /// <summary>The tasks of a task set such as <c>sdnkt</c>, in its order.</summary>
    /// <exception cref="InputException">A letter is no task's.</exception>
    public static IReadOnlyList<LearningTask> Parse(string letters) => [.. letters.Select(letter => Find(letter)
        ?? throw new InputException(
            $"There is no task '{letter}'; the tasks are {string.Concat(All.Select(task => task.Letter))}."))];

    /// <summary>The task of a letter, or null where there is none.</summary>
    public static LearningTask? Find(char letter) => All.FirstOrDefault(task => task.Letter == letter);
}
