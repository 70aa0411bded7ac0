namespace Mas.Tests.Cli;

/// <summary>A fact that needs a small disk of its own; skipped, and saying so, where none may be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresMountFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> _mayMount = new(MayMount);

    public RequiresMountFactAttribute()
    {
        if (!_mayMount.Value)
        {
            Skip = "Needs the right to mount a tmpfs of a few megabytes (Linux, root).";
        }
    }

    private static bool MayMount()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            return false;
        }

        var place = Directory.CreateTempSubdirectory("mas-mount-").FullName;
        var may = RequiresTorchFactAttribute.Run("mount", "-t", "tmpfs", "-o", "size=1m", "none", place) == 0
            && RequiresTorchFactAttribute.Run("umount", place) == 0;
        Directory.Delete(place);
        return may;
    }
}
