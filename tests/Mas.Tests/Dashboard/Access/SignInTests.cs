using System.Net;
using System.Net.WebSockets;
using System.Text.RegularExpressions;

namespace Mas.Tests.Dashboard.Access;

/// <summary>Signing in, as a browser without scripts does it.</summary>
public class SignInTests
{
    [Fact]
    public async Task AWrongKeyKeepsThePageThatWasAskedFor()
    {
        await using var fleet = await StillFleet.Start();
        using var browser = Browser(fleet);
        using var asked = await browser.GetAsync("/devices");
        var form = asked.Headers.Location!;
        Assert.Equal("/sign-in?ReturnUrl=%2Fdevices", form.PathAndQuery);

        using var first = await Enter(browser, form, "wrong");
        Assert.Equal("/sign-in?fault=key&ReturnUrl=%2Fdevices", first.Headers.Location!.OriginalString);
        using var second = await Enter(browser, first.Headers.Location, "wrong again");
        using var third = await Enter(browser, second.Headers.Location!, fleet.Key("ada"));

        Assert.Equal("/devices", third.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("//example.org/")]
    [InlineData("/\\example.org/")]
    [InlineData("/devices\r\nX: y")]
    public async Task OnlyAPathOfThisServerIsKept(string elsewhere)
    {
        await using var fleet = await StillFleet.Start();
        using var browser = Browser(fleet);
        var form = new Uri($"/sign-in?ReturnUrl={Uri.EscapeDataString(elsewhere)}", UriKind.Relative);

        using var failed = await Enter(browser, form, "wrong");
        using var let = await Enter(browser, form, fleet.Key("ada"));

        Assert.Equal("/sign-in?fault=key", failed.Headers.Location!.OriginalString);
        Assert.Equal("/", let.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task AFormFromBeforeARestartIsShownAgainWithThePageThatWasAskedFor()
    {
        await using var fleet = await StillFleet.Start();
        using var browser = Browser(fleet);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["key"] = fleet.Key("ada"),
            ["back"] = "/devices",
        });

        using var answer = await browser.PostAsync("/sign-in/key", form);

        Assert.Equal("/sign-in?fault=form&ReturnUrl=%2Fdevices", answer.Headers.Location!.OriginalString);
        Assert.DoesNotContain("mas=", string.Join(';', Cookies(answer)));
    }

    [Fact]
    public async Task APageThatNeedsAnotherScopeIsKeptAndTheReasonSaid()
    {
        await using var fleet = await StillFleet.Start();
        using var browser = Browser(fleet);
        using var let = await Enter(browser, new Uri("/sign-in", UriKind.Relative), fleet.Key("ada"));

        using var refused = await browser.GetAsync("/submit");

        Assert.Equal("/sign-in?fault=scope&ReturnUrl=%2Fsubmit", refused.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task BlazorAnswersOnlyBrowsersThatAreSignedIn()
    {
        await using var fleet = await StillFleet.Start();
        using var browser = Browser(fleet);
        foreach (var path in new[] { "/_blazor/negotiate?negotiateVersion=1", "/_blazor/disconnect", "/_blazor" })
        {
            using var refused = await browser.PostAsync(path, null);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        var address = new UriBuilder(fleet.Address) { Scheme = "ws", Path = "/_blazor" }.Uri;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(address, default));
        Assert.Equal(HttpStatusCode.Unauthorized, socket.HttpStatusCode);

        using var let = await browser.GetAsync(fleet.Link);
        using var answered = await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
    }

    private static HttpClient Browser(StillFleet fleet) =>
        new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = fleet.Address };

    /// <summary>Fills in the form at an address and sends it.</summary>
    private static async Task<HttpResponseMessage> Enter(HttpClient browser, Uri address, string key)
    {
        var page = await browser.GetStringAsync(address);
        using var form = new FormUrlEncodedContent(
        [
            new("key", key),
            .. new[] { "__RequestVerificationToken", "back" }
                .Select(name => KeyValuePair.Create(name, WebUtility.HtmlDecode(Value(page, name)))),
        ]);
        return await browser.PostAsync("/sign-in/key", form);
    }

    private static string Value(string page, string name) =>
        Regex.Match(page, $"name=\"{name}\"[^>]*value=\"([^\"]*)\"").Groups[1].Value;

    private static IEnumerable<string> Cookies(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [];
}
