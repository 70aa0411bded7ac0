using Microsoft.Playwright;

namespace Mas.Tests.Browser;

/// <summary>The windows that pages are checked in: wide and a phone's, light and dark.</summary>
public static class Look
{
    /// <summary>The width of a desktop's window, in pixels.</summary>
    internal const int Wide = 1280;

    /// <summary>The width of a phone's window, in pixels.</summary>
    internal const int Phone = 390;

    /// <summary>Every width with every color scheme.</summary>
    public static TheoryData<int, ColorScheme> All => new()
    {
        { Wide, ColorScheme.Light },
        { Wide, ColorScheme.Dark },
        { Phone, ColorScheme.Light },
        { Phone, ColorScheme.Dark },
    };

    /// <summary>
    /// Keeps a picture of the whole page in the folder named by the environment variable <c>MAS_PHOTOGRAPHS</c>; does
    /// nothing where it is not set.
    /// </summary>
    internal static async Task Photograph(IPage page, string name, int width, ColorScheme scheme)
    {
        if (Environment.GetEnvironmentVariable("MAS_PHOTOGRAPHS") is { } folder)
        {
            await page.ScreenshotAsync(
                new() { Path = Path.Combine(folder, $"{name}-{width}-{scheme}.png"), FullPage = true });
        }
    }
}
