using System.Reflection;
using System.Text.RegularExpressions;
using Mas.Dashboard;
using Mas.Tests.Browser;
using Mas.Wire.Documents;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mas.Tests.Dashboard;

/// <summary>Every page, wide and narrow, light and dark, in a real browser.</summary>
[Trait("Kind", "Process")]
public class PagesTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly string[] _clients = ["ashford", "birch", "castle", "dover"];

    // A name of two lines, one without a place to break it, and one that would be markup.
    private static readonly string[] _awkward =
    [
        "the old\nwarehouse", $"{new string('n', 60)}orthern-wing", "<b>bold</b>",
    ];

    [RequiresChromiumTheory]
    [MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task EveryPageCanBeReadByEverybody(int width, ColorScheme scheme)
    {
        await using var fleet = await StillFleet.Start([.. _awkward, .. _clients]);
        var window = new Window(await chromium.Open(fleet.Address, width, scheme), width, scheme);
        await window.Page.GotoAsync(fleet.Link);
        foreach (var path in await Populate(fleet))
        {
            await window.Visit(path, path == "/" ? "fleet" : path[1..].Replace('/', '-'));
        }

        Assert.True(window.Faults.Count == 0, string.Join(Environment.NewLine, window.Faults));
    }

    [RequiresChromiumTheory]
    [MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task PagesBeforeAnythingHasHappenedCanBeReadByEverybody(int width, ColorScheme scheme)
    {
        await using var fleet = await StillFleet.Start();
        var window = new Window(await chromium.Open(fleet.Address, width, scheme), width, scheme);
        foreach (var fault in new[] { "key", "often", "link" })
        {
            await window.Visit($"/sign-in?fault={fault}", $"sign-in-{fault}");
        }

        await window.Page.GotoAsync(fleet.Link);
        foreach (var path in new[] { "/", "/devices", "/submit" })
        {
            await window.Visit(path, $"empty{path.TrimEnd('/').Replace('/', '-')}");
        }

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        await window.Check("submit-refused");

        Assert.True(window.Faults.Count == 0, string.Join(Environment.NewLine, window.Faults));
    }

    [RequiresChromiumFact]
    public async Task TextThatIsNotANumberIsRefusedAndKept()
    {
        await using var fleet = await StillFleet.Start(_clients);
        var page = await chromium.Open(fleet.Address);
        await page.GotoAsync(fleet.Link);
        await page.GotoAsync("/submit");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "depth" }).CheckAsync();
        await page.GetByText("Recipe", new() { Exact = true }).ClickAsync();
        var rounds = page.GetByLabel("Rounds", new() { Exact = true });
        await rounds.FillAsync("12.5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert))
            .ToContainTextAsync("\u201cRounds\u201d is '12.5'; expected a whole number, 1 to 9999.");
        await Expect(rounds).ToHaveValueAsync("12.5");
        await Expect(rounds).ToHaveAttributeAsync("aria-invalid", "true");
        await rounds.FillAsync("0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("\u201cRounds\u201d is 0; expected");
        await rounds.FillAsync("9");
        await rounds.BlurAsync();
        await Expect(rounds).Not.ToHaveAttributeAsync("aria-invalid", "true");
    }

    [Fact]
    public async Task EveryPageThereIsIsVisited()
    {
        await using var fleet = await StillFleet.Start(_clients);
        string[] visited = [.. await Populate(fleet), "/sign-in"];

        string[] routes =
        [
            .. typeof(FleetDashboard).Assembly.GetTypes()
                .SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template),
        ];

        Assert.Contains("/submit", routes);
        Assert.All(routes, route => Assert.Contains(
            visited, path => Regex.IsMatch(path, $"^{Regex.Replace(route, "{[^}]*}", "[^/]+")}$")));
    }

    [RequiresChromiumFact]
    public async Task WhatHappensIsSeenWithoutAsking()
    {
        await using var fleet = await StillFleet.Start(_clients);
        var run = await fleet.Run(5, await fleet.Submit(new SubmissionDocument { Tasks = "sdnkt" }, "ada"));
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
        await fleet.End(run, QueueState.Failed, "No client of round 21 answered.");
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
        var paths = await Populate(fleet);
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
    private static async Task<string[]> Populate(StillFleet fleet)
    {
        var (first, second) = (
            await fleet.Submit(new SubmissionDocument { Tasks = "sdn" }, "ada"),
            await fleet.Submit(new SubmissionDocument { Tasks = "kt", Wanted = new Dictionary<string, double> { ["k"] = 0.5 } }, "grace"));
        var done = await fleet.Run(int.MaxValue, first, second);
        await fleet.End(done, QueueState.Done);
        var going = await fleet.Run(20, await fleet.Submit(new SubmissionDocument { Tasks = "sdnkt", Budget = 0.6 }, "ada"));
        var held = await fleet.Held(await fleet.Submit(new SubmissionDocument { Tasks = "sdnkt", Hold = true }, "grace"));
        var failed = await fleet.Run(5, await fleet.Submit(new SubmissionDocument { Tasks = "dk" }, "ada"));
        await fleet.End(failed, QueueState.Failed, "No client of round 6 answered.");
        await fleet.Submit(new SubmissionDocument { Tasks = "er", Priority = 40 }, "ada");
        foreach (var client in _awkward.Concat(_clients[..^1]))
        {
            for (var order = 0; order < client.Length; order++)
            {
                fleet.Orders.Contributions.Answered(client, new UpdateDocument { Trained = null });
            }
        }

        fleet.Orders.Contributions.Lost(_clients[^1]);
        return
        [
            "/", $"/runs/{done}", $"/runs/{going}", $"/runs/{held}", $"/runs/{failed}", "/runs/nowhere", "/devices",
            "/submit",
        ];
    }

    /// <summary>A browser's window, and all that was wrong with the pages it showed.</summary>
    private sealed class Window
    {
        private readonly int _width;
        private readonly ColorScheme _scheme;

        internal Window(IPage page, int width, ColorScheme scheme)
        {
            (Page, _width, _scheme) = (page, width, scheme);
            page.Console += (_, message) =>
            {
                if (message.Type is "error" or "warning")
                {
                    Faults.Add($"{page.Url}: {message.Text}");
                }
            };
            page.PageError += (_, fault) => Faults.Add($"{page.Url}: {fault}");
        }

        internal IPage Page { get; }

        internal List<string> Faults { get; } = [];

        internal async Task Visit(string path, string name)
        {
            await Page.GotoAsync(path);
            var heading = Page.GetByRole(AriaRole.Heading, new() { Level = 1 });
            await heading.WaitForAsync();

            // A page that becomes alive is drawn a second time, its title included, and then focuses its heading.
            if (!path.StartsWith("/sign-in", StringComparison.Ordinal))
            {
                await Expect(heading).ToBeFocusedAsync();
            }

            await Expect(Page).ToHaveTitleAsync(new Regex("Mas$"));
            await Check(name);
        }

        internal async Task Check(string name)
        {
            await Look.Photograph(Page, name, _width, _scheme);
            Faults.AddRange((await PageFaults.Of(Page)).Select(fault => $"{name}: {fault}"));
        }
    }
}
