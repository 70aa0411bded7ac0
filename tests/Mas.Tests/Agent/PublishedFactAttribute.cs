namespace Mas.Tests.Agent;

/// <summary>
/// A fact of the program <c>mas-device</c> as it is published, which takes minutes to make: it is run where
/// <c>MAS_PUBLISHED</c> names the file, as <c>.ci/device</c> does, and skipped elsewhere.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PublishedFactAttribute : FactAttribute
{
    private const string Variable = "MAS_PUBLISHED";

    /// <summary>A fact that is skipped where no file is named.</summary>
    public PublishedFactAttribute()
    {
        if (Program is null)
        {
            Skip = $"Publishing takes minutes: set {Variable} to the file that was published, as .ci/device does.";
        }
    }

    /// <summary>The published file; null where none is named.</summary>
    internal static string? Program { get; } = Environment.GetEnvironmentVariable(Variable);
}
