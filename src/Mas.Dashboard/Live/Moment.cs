using System.Globalization;

namespace Mas.Dashboard.Live;

/// <summary>Moments in words.</summary>
internal static class Moment
{
    /// <summary>How long ago something was, in one unit.</summary>
    internal static string Ago(DateTimeOffset then, DateTimeOffset now) => (now - then) switch
    {
        { TotalSeconds: < 5 } => "now",
        { TotalSeconds: < 60 } span => InUnit(span.TotalSeconds, "s"),
        { TotalMinutes: < 60 } span => InUnit(span.TotalMinutes, "min"),
        { TotalHours: < 48 } span => InUnit(span.TotalHours, "h"),
        var span => InUnit(span.TotalDays, "days"),
    };

    /// <summary>A moment by the clock.</summary>
    internal static string At(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("d MMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string InUnit(double count, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(count):0} {unit} ago");
}
