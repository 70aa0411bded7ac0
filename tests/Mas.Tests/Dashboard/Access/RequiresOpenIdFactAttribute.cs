namespace Mas.Tests.Dashboard.Access;

/// <summary>A fact that needs a real OpenID Connect provider; skipped, and saying so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresOpenIdFactAttribute : FactAttribute
{
    public RequiresOpenIdFactAttribute()
    {
        if (OpenIdProvider.Node is null)
        {
            Skip = "Needs node (Debian: nodejs, npm); it is not there.";
        }
        else if (!Directory.Exists(Path.Combine(OpenIdProvider.Folder, "node_modules")))
        {
            Skip = $"Needs the packages of {OpenIdProvider.Folder}; npm ci --prefix installs them there.";
        }
    }
}
