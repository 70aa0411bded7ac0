using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Mas.Federation.Journals;
using Mas.Server.Security;
using Mas.Tests.Browser;
using Mas.Tests.Cli;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mas.Tests.Dashboard;

/// <summary>The dashboard of a fleet at work, in a real browser.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class DashboardTests(TinyRuns runs, Chromium chromium) : IClassFixture<Chromium>
{
    [RequiresChromiumFact]
    public async Task ASubmissionIsSeenToTrainIsApprovedAndItsModelsAreFetched()
    {
        await using var fleet = await TinyFleet.Start(runs, "dashboard-fleet");
        fleet.Join(runs);
        var page = await chromium.Open(fleet.Server.Address);
        await page.GotoAsync(fleet.Dashboard.Link(fleet.Server.Address).ToString());
        await Expect(page.GetByText("4 of 4")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Submit tasks" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Tasks: choose at least one.");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "depth" }).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "2D keypoints" }).CheckAsync();
        await page.GetByLabel("Hold the split").CheckAsync();
        await page.GetByText("Recipe", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("Rounds before the split").FillAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "depth and 2D keypoints" }).ClickAsync();

        var curve = page.Locator("section[aria-labelledby=losses] .wide path.curve").First;
        await Expect(curve).ToHaveAttributeAsync("d", new Regex("L"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The split awaits approval" }))
            .ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "2D keypoints" }).SelectOptionAsync("1");
        await Expect(page.GetByText("the proposal").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve these groups" }).ClickAsync();
        var models = page.Locator("section[aria-labelledby=models] li a");
        await Expect(models).ToHaveCountAsync(1);
        await Expect(page.Locator(".head .state")).ToHaveTextAsync("done");

        var run = fleet.Server.Fleet.Status().Runs.Single();
        var history = RunHistory.Read(Path.Combine(run.Folder, Journal.FileName));
        Assert.Equal([["d", "k"]], history.Split!.Groups);
        Assert.Equal("this machine", history.Split.ApprovedBy);
        var waits = page.WaitForDownloadAsync();
        await models.ClickAsync();
        await using var model = File.OpenRead(await (await waits).PathAsync());
        Assert.Equal(
            history.Stages[^1].Finished!.Sha256, Convert.ToHexStringLower(await SHA256.HashDataAsync(model)));

        await page.GetByRole(AriaRole.Link, new() { Name = "Devices" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row)).ToHaveCountAsync(5);
        await page.GotoAsync($"/runs/{run.Id}/report");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Two tasks");
    }

    [RequiresChromiumFact]
    public async Task ALinkClickedBeforeThePageIsAliveLeadsWhereItSays()
    {
        await using var fleet = await TinyFleet.Start(runs, "dashboard-early");
        var page = await chromium.Open(fleet.Server.Address);
        var (asked, answers) = (new TaskCompletionSource(), new TaskCompletionSource());
        await page.RouteWebSocketAsync(new Regex("_blazor"), browser =>
        {
            var server = browser.ConnectToServer();
            browser.OnMessage(message =>
            {
                server.Send(message.Binary!);
                if (message.Text!.Contains("StartCircuit", StringComparison.Ordinal))
                {
                    asked.TrySetResult();
                }
            });
            server.OnMessage(async message =>
            {
                if (asked.Task.IsCompleted)
                {
                    await answers.Task;
                }

                browser.Send(message.Binary!);
            });
        });
        await page.GotoAsync(fleet.Dashboard.Link(fleet.Server.Address).ToString());
        await asked.Task.WaitAsync(Patience.Whole);
        await page.GetByRole(AriaRole.Link, new() { Name = "Submit tasks" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/submit$"));
        answers.SetResult();

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Submit" })).ToBeEnabledAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Submit tasks");
    }

    [RequiresChromiumFact]
    public async Task AKeyShowsAndDoesWhatItsScopesAllowUntilItIsTakenBack()
    {
        await using var fleet = await TinyFleet.Start(runs, "dashboard-keys");
        var page = await chromium.Open(fleet.Server.Address);
        var key = FleetOwner.Key(fleet.Folder, "ada", OperatorScope.Read);
        await page.GotoAsync("/devices");
        await Expect(page).ToHaveURLAsync(new Regex("/sign-in"));
        await page.GetByLabel("Key").FillAsync("mas-0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This key is not valid for this fleet.");

        await page.GetByLabel("Key").FillAsync(key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/devices$"));
        await Expect(page.GetByText("ada")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Submit" })).ToHaveCountAsync(0);
        await page.GotoAsync("/submit");
        await Expect(page).ToHaveURLAsync(new Regex("/sign-in"));
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Your key lacks the scope");

        FleetOwner.RevokeKey(fleet.Folder, "ada");
        await page.GotoAsync("/");
        await Expect(page).ToHaveURLAsync(new Regex("/sign-in"));
    }

    [RequiresChromiumFact]
    public async Task SigningOutEndsEveryOpenPageAtOnce()
    {
        await using var fleet = await TinyFleet.Start(runs, "dashboard-sign-out");
        var first = await chromium.Open(fleet.Server.Address);
        await first.GotoAsync(fleet.Dashboard.Link(fleet.Server.Address).ToString());
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync("/submit");
        await Expect(second.GetByRole(AriaRole.Button, new() { Name = "Submit" })).ToBeEnabledAsync();

        await first.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(first).ToHaveURLAsync(new Regex("/sign-in"));

        await Expect(second.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Signed out");
        await Expect(second.GetByRole(AriaRole.Button, new() { Name = "Submit" })).ToHaveCountAsync(0);
        await second.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await Expect(second.GetByLabel("Key")).ToBeVisibleAsync();
    }

    [RequiresChromiumFact]
    public async Task TheLinkLetsOneBrowserInAndNoOther()
    {
        await using var fleet = await TinyFleet.Start(runs, "dashboard-link");
        var link = fleet.Dashboard.Link(fleet.Server.Address).ToString();
        var first = await chromium.Open(fleet.Server.Address);
        var second = await chromium.Open(fleet.Server.Address);
        await first.GotoAsync(link);
        await second.GotoAsync(link);

        await Expect(first.GetByRole(AriaRole.Heading, new() { Name = "Fleet" })).ToBeVisibleAsync();
        await Expect(second.GetByRole(AriaRole.Alert)).ToContainTextAsync("This link was used before");
        await first.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(first).ToHaveURLAsync(new Regex("/sign-in"));
    }
}
