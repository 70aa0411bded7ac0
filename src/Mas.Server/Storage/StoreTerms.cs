namespace Mas.Server.Storage;

/// <summary>How long work waits for a database that is locked or away.</summary>
internal sealed record StoreTerms
{
    /// <summary>How long in all before the work fails; default 30 s, which a restart of PostgreSQL takes.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause before the second try, which doubles from try to try; default 20 ms.</summary>
    internal TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The longest pause; default 2 s.</summary>
    internal TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(2);
}
