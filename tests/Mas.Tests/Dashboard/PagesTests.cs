using System.Text.RegularExpressions;
using Mas.Wire.Documents;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mas.Tests.Dashboard;

/// <summary>Every page, wide and narrow, light and dark, in a real browser.</summary>
[Trait("Kind", "Process")]
public class PagesTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly string[] _clients = ["ashford", "birch", "castle", "dover"];

    // What a page must be for those who hear it, and for those who have a phone; all that is wrong, as text.
    private const string Faults = """
        () => {
            const faults = [];
            const seen = element => element.checkVisibility({ checkVisibilityCSS: true });
            const all = selector => [...document.querySelectorAll(selector)];
            if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
                faults.push('wider than the window');
            if (document.documentElement.lang !== 'en') faults.push('no language');
            for (const landmark of ['main', 'header', 'nav[aria-label]'])
                if (all(landmark).length !== 1) faults.push(`not one ${landmark}`);
            const levels = all('h1,h2,h3,h4').filter(seen).map(heading => Number(heading.tagName[1]));
            if (levels.filter(level => level === 1).length !== 1 || levels[0] !== 1) faults.push('not one h1 at the top');
            levels.forEach((level, at) => { if (at > 0 && level > levels[at - 1] + 1) faults.push(`h${level} after h${levels[at - 1]}`) });
            for (const table of all('table')) {
                if (!table.caption) faults.push('a table without a caption');
                if ([...table.querySelectorAll('th')].some(head => !head.scope)) faults.push('a table head without a scope');
            }
            for (const field of all('input:not([type=hidden]),select'))
                if (field.labels.length === 0) faults.push(`${field.id} without a label`);
            for (const image of all('img')) if (image.getAttribute('alt') === null) faults.push('a picture without words');
            for (const chart of all('svg')) if (!chart.querySelector('title')) faults.push('a chart without a title');
            for (const named of all('[aria-labelledby]'))
                if (!document.getElementById(named.getAttribute('aria-labelledby'))) faults.push('a name that is nowhere');
            const ids = all('[id]').map(element => element.id);
            if (new Set(ids).size !== ids.length) faults.push('an id that stands twice');
            const channel = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
            const parse = color => color.match(/[\d.]+/g).map(Number);
            const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
            const ground = element => {
                for (; element; element = element.parentElement) {
                    const color = parse(getComputedStyle(element).backgroundColor);
                    if (color.length < 4 || color[3] > 0) return color;
                }
                return [255, 255, 255];
            };
            for (const element of all('body *:not(svg):not(svg *):not(script):not(option)')) {
                if (!seen(element) || ![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
                const [a, b] = [light(parse(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
                if ((a + 0.05) / (b + 0.05) < 4.5) faults.push(`too little contrast: ${element.textContent.trim().slice(0, 40)}`);
            }
            return faults;
        }
        """;

    public static TheoryData<int, ColorScheme> Looks => new()
    {
        { 1280, ColorScheme.Light },
        { 1280, ColorScheme.Dark },
        { 360, ColorScheme.Light },
        { 360, ColorScheme.Dark },
    };

    [RequiresChromiumTheory]
    [MemberData(nameof(Looks))]
    public async Task EveryPageCanBeReadByEverybody(int width, ColorScheme scheme)
    {
        await using var fleet = await StillFleet.Start(_clients);
        var page = await chromium.Open(fleet.Address, width, scheme);
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, fault) => complaints.Add($"{page.Url}: {fault}");
        await page.GotoAsync(fleet.Link);
        foreach (var path in Populate(fleet))
        {
            await page.GotoAsync(path);
            await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
            complaints.AddRange((await page.EvaluateAsync<string[]>(Faults)).Select(fault => $"{path}: {fault}"));
            await Photograph(page, path, width, scheme);
        }

        Assert.Empty(complaints);
    }

    [RequiresChromiumFact]
    public async Task WhatHappensIsSeenWithoutAsking()
    {
        await using var fleet = await StillFleet.Start(_clients);
        var run = fleet.Run(5, fleet.Submit(new SubmissionDocument { Tasks = "sdnkt" }, "ada"));
        var page = await chromium.Open(fleet.Address);
        var overview = await page.Context.NewPageAsync();
        await page.GotoAsync(fleet.Link);
        await overview.GotoAsync("/");
        await page.GotoAsync($"/runs/{run}");
        await Expect(page.GetByText("5 of 40")).ToBeVisibleAsync();
        await Expect(page.Locator("progress").First).ToHaveAttributeAsync("value", "0.095");
        var drawn = await page.Locator("section[aria-labelledby=losses] .wide path.curve").First.GetAttributeAsync("d");

        fleet.GoOn(run, fromRound: 5, untilRound: 9);

        await Expect(page.GetByText("9 of 40")).ToBeVisibleAsync();
        await Expect(page.Locator("section[aria-labelledby=losses] .wide path.curve").First)
            .Not.ToHaveAttributeAsync("d", drawn!);
        await Expect(overview.GetByText("round 9 of 40")).ToBeVisibleAsync();
        fleet.GoOn(run, fromRound: 9, untilRound: 20);
        await Expect(page.GetByText("20 of 40")).ToBeVisibleAsync();
        await Expect(page.GetByText(new Regex("^The groups chosen are"))).ToBeVisibleAsync();
        fleet.End(run, QueueState.Failed, "No client of round 21 answered.");
        await Expect(page.GetByText("No client of round 21 answered.")).ToBeVisibleAsync();
    }

    [RequiresChromiumFact]
    public async Task TheKeyboardReachesEverythingAndTheFocusIsSeen()
    {
        await using var fleet = await StillFleet.Start(_clients);
        var page = await chromium.Open(fleet.Address);
        await page.GotoAsync(fleet.Link);
        await page.GotoAsync("/devices");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        await page.Locator(".skip").FocusAsync();
        await Expect(page.Locator(".skip")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("main")).ToBeFocusedAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Submit" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Submit tasks" })).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Submit" })).ToBeEnabledAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "semantic segmentation" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "semantic segmentation" })).ToBeCheckedAsync();
        Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
    }

    [RequiresChromiumFact]
    public async Task NothingIsShownToWhoIsNotSignedIn()
    {
        await using var fleet = await StillFleet.Start(_clients);
        var paths = Populate(fleet);
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = fleet.Address };
        foreach (var path in paths.Concat(["/runs/r1/report", "/runs/r1/views/a/picture.png", "/runs/r1/models/sdnkt"]))
        {
            using var answer = await browser.GetAsync(path);

            Assert.Equal("/sign-in", answer.Headers.Location!.AbsolutePath);
            Assert.Empty(await answer.Content.ReadAsStringAsync());
        }

        using var forged = await browser.PostAsync("/sign-out", new FormUrlEncodedContent([]));
        using var page = await browser.GetAsync("/sign-in");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();

        Assert.Equal(400, (int)forged.StatusCode);
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotContain("http", policy);
    }

    /// <summary>Fills the fleet with something in every state; where the pages are.</summary>
    private static string[] Populate(StillFleet fleet)
    {
        var (first, second) = (
            fleet.Submit(new SubmissionDocument { Tasks = "sdn" }, "ada"),
            fleet.Submit(new SubmissionDocument { Tasks = "kt", Wanted = new Dictionary<string, double> { ["k"] = 0.5 } }, "grace"));
        var done = fleet.Run(int.MaxValue, first, second);
        fleet.End(done, QueueState.Done);
        var going = fleet.Run(20, fleet.Submit(new SubmissionDocument { Tasks = "sdnkt", Budget = 0.6 }, "ada"));
        var held = fleet.Held(fleet.Submit(new SubmissionDocument { Tasks = "sdnkt", Hold = true }, "grace"));
        var failed = fleet.Run(5, fleet.Submit(new SubmissionDocument { Tasks = "dk" }, "ada"));
        fleet.End(failed, QueueState.Failed, "No client of round 6 answered.");
        fleet.Submit(new SubmissionDocument { Tasks = "er", Priority = 40 }, "ada");
        foreach (var client in _clients[..^1])
        {
            for (int order = 0; order < client.Length; order++)
                fleet.Orders.Contributions.Answered(client, new UpdateDocument { Trained = null });
        }

        fleet.Orders.Contributions.Lost(_clients[^1]);
        return
        [
            "/", $"/runs/{done}", $"/runs/{going}", $"/runs/{held}", $"/runs/{failed}", "/runs/nowhere", "/devices",
            "/submit",
        ];
    }

    /// <summary>Keeps what was seen where somebody wants to look at it: in the folder of <c>MAS_PHOTOGRAPHS</c>.</summary>
    private static async Task Photograph(IPage page, string path, int width, ColorScheme scheme)
    {
        if (Environment.GetEnvironmentVariable("MAS_PHOTOGRAPHS") is not { } folder)
            return;
        var name = path == "/" ? "fleet" : path[1..].Replace('/', '-');
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}-{scheme}.png"), FullPage = true });
    }
}
