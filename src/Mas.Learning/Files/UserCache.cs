namespace Mas.Learning.Files;

/// <summary>
/// The user's own folder for what can be made again, at the platform's usual place: <c>$XDG_CACHE_HOME/mas</c> or
/// <c>~/.cache/mas</c>, on macOS <c>~/Library/Caches/mas</c>, on Windows <c>mas\cache</c> in the local application
/// data.
/// </summary>
internal static class UserCache
{
    private const string Name = "mas";

    /// <summary>The folder, from this process's environment; it need not exist.</summary>
    internal static string Folder => Of(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME"),
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>The folder of a user.</summary>
    /// <param name="xdgCacheHome">
    /// The variable <c>XDG_CACHE_HOME</c>, which counts only as a full path; or null.
    /// </param>
    /// <param name="home">The user's folder.</param>
    internal static string Of(string? xdgCacheHome, string home) =>
        OperatingSystem.IsWindows()
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), Name, "cache")
        : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches", Name)
        : Path.Combine(
            Path.IsPathFullyQualified(xdgCacheHome ?? "") ? xdgCacheHome! : Path.Combine(home, ".cache"), Name);
}
