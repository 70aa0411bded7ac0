using Microsoft.Playwright;

namespace Mas.Tests.Browser;

/// <summary>The distribution's browser, started once for all tests that look at pages.</summary>
public sealed class Chromium : IAsyncLifetime
{
    internal const string Executable = "/usr/bin/chromium";

    // Conditions are waited for however slow the machine is; this ends a test that waits for what does not come.
    private const float Patience = 180_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Executable))
        {
            return;
        }

        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Args = ["--no-sandbox", "--disable-gpu"],
        });
    }

    /// <summary>A window of its own, with cookies of its own.</summary>
    internal async Task<IPage> Open(Uri server, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = server.ToString(),
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = scheme,
        });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
