namespace Mas.Tests.Browser;

/// <summary>A fact that needs a browser; skipped, and saying so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresChromiumFactAttribute : FactAttribute
{
    public RequiresChromiumFactAttribute()
    {
        if (!File.Exists(Chromium.Executable))
        {
            Skip = $"Needs {Chromium.Executable} (Debian: chromium); it is not there.";
        }
    }
}
