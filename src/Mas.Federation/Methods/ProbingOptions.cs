namespace Mas.Federation.Methods;

/// <summary>The options that methods which choose by affinity read.</summary>
internal static class ProbingOptions
{
    /// <summary>Their names.</summary>
    internal static IReadOnlyList<string> Names { get; } =
        ["affinity", "affinity-mean", "probe-stop", "probe-every", "probe-rounds"];
}
