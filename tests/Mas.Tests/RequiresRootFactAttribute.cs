namespace Mas.Tests;

/// <summary>A fact that gives files to other users; skipped, and saying so, where that may not be done.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresRootFactAttribute : FactAttribute
{
    public RequiresRootFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            Skip = "Needs the right to change the owner of a file (Linux, root).";
        }
    }
}
