namespace Mas.Vision.Taskonomy;

/// <summary>
/// The views of one building that are not for training, by name (<c>point_3_view_0</c>); every other view is.
/// </summary>
public sealed record HeldOutViews
{
    /// <summary>Names of the validation views.</summary>
    public IReadOnlyList<string> Validation { get; init => field = value ?? field; } = [];

    /// <summary>Names of the test views; disjoint from <see cref="Validation"/>.</summary>
    public IReadOnlyList<string> Test { get; init => field = value ?? field; } = [];
}
