namespace Mas.Tests;

/// <summary>A fact that starts a PostgreSQL of its own; skipped, and saying so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresPostgresFactAttribute : FactAttribute
{
    private const string Installed = "/usr/lib/postgresql";

    private static readonly Lazy<string?> Found = new(() => Directory.Exists(Installed)
        ? Directory.EnumerateDirectories(Installed).Select(version => Path.Combine(version, "bin"))
            .Where(programs => File.Exists(Path.Combine(programs, "initdb"))).Max()
        : null);

    public RequiresPostgresFactAttribute()
    {
        if (Found.Value is null)
        {
            Skip = $"Needs a PostgreSQL to start (Debian: postgresql); {Installed} has none.";
        }
    }

    /// <summary>Where its programs lie.</summary>
    internal static string Programs => Found.Value!;
}
