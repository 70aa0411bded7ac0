namespace Mas.Tests.Browser;

/// <summary>A theory that needs a browser; skipped, and saying so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresChromiumTheoryAttribute : TheoryAttribute
{
    public RequiresChromiumTheoryAttribute()
    {
        if (!File.Exists(Chromium.Executable))
        {
            Skip = $"Needs {Chromium.Executable} (Debian: chromium); it is not there.";
        }
    }
}
