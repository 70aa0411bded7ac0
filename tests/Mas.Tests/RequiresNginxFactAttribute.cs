namespace Mas.Tests;

/// <summary>A fact that starts an nginx of its own; skipped, and saying so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresNginxFactAttribute : FactAttribute
{
    /// <summary>Where it lies.</summary>
    internal const string Program = "/usr/sbin/nginx";

    public RequiresNginxFactAttribute()
    {
        if (!File.Exists(Program))
        {
            Skip = $"Needs nginx (Debian: nginx-light); {Program} is missing.";
        }
    }
}
