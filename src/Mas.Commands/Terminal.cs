namespace Mas.Commands;

/// <summary>Where a verb writes: results to one place, everything else to the other.</summary>
/// <param name="Out">Standard output, or what stands for it in a test.</param>
/// <param name="Error">Standard error, or what stands for it in a test.</param>
/// <param name="Watched">Whether a person watches <paramref name="Out"/>, so that a line may be drawn again.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool Watched)
{
    /// <summary>Columns of text that fit in a line of help and of plain progress.</summary>
    public int Width { get; init; } = 100;

    /// <summary>How many lines fit, if the terminal is interactive.</summary>
    public int Height { get; init; } = 24;

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess()
    {
        var watched = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");
        return new Terminal(Console.Out, Console.Error, watched)
        {
            Width = watched ? Math.Clamp(Console.WindowWidth, 20, 110) : 100,
            Height = watched ? Console.WindowHeight : 24,
        };
    }
}
