using System.Globalization;

namespace Mas.Cli.Showing;

/// <summary>
/// Reports the progress of preparing data, one line every few seconds; quick work gets none. Thread-safe.
/// </summary>
/// <param name="writer">Where lines are written.</param>
/// <param name="clock">Paces the lines.</param>
internal sealed class PreparationLines(TextWriter writer, TimeProvider clock)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private long _last = clock.GetTimestamp();

    /// <summary>Reports progress if the next line is due.</summary>
    /// <param name="what">What is being done.</param>
    /// <param name="share">The share of it that is done, 0 to 1.</param>
    public void Report(string what, double share)
    {
        lock (_gate)
        {
            if (clock.GetElapsedTime(_last) < _pause)
            {
                return;
            }

            _last = clock.GetTimestamp();
            writer.WriteLine(Words(what, share));
            writer.Flush();
        }
    }

    /// <summary>The progress as text: <c>Drawing the Rooms: 40 %</c>.</summary>
    public static string Words(string what, double share) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}: {Math.Floor(share * 100):0} %");
}
