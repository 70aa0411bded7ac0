namespace Mas.Vision.Taskonomy;

/// <summary>
/// The affine map from a stored map's value to the value a decoder learns: (stored - <see cref="Shift"/>) /
/// <see cref="Scale"/>, channel by channel.
/// </summary>
/// <param name="Shift">One entry a channel, in the stored value's unit.</param>
/// <param name="Scale">One entry a channel, positive, in the stored value's unit.</param>
public sealed record Normalisation(IReadOnlyList<float> Shift, IReadOnlyList<float> Scale)
{
    /// <summary>The map that changes nothing, for one channel.</summary>
    public static Normalisation Identity { get; } = new([0f], [1f]);
}
