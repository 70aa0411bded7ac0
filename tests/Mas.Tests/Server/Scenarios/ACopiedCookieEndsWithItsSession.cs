using System.Net;
using System.Text.RegularExpressions;
using Mas.Dashboard;
using Mas.Server;
using Mas.Server.Security;
using Mas.Tests.Federation;

namespace Mas.Tests.Server.Scenarios;

/// <summary>A thief has copied the cookie of an operator, who signs out.</summary>
public class ACopiedCookieEndsWithItsSession
{
    [Fact]
    public async Task SigningOutEndsEveryCopyAndTheTrailTellsOfIt()
    {
        using var folder = new TemporaryFolder();
        await using var server = await FleetServer.Start(
            new FleetDashboard().On(new FleetOptions { Directory = folder.Path }), TimeProvider.System);
        var cookies = new CookieContainer();
        using var browser = Browser(
            server, new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false });
        var page = await browser.GetStringAsync("/sign-in");
        var key = FleetOwner.Key(folder.Path, "ann", OperatorScope.Read);
        using var let = await Send(browser, page, "/sign-in/key", ("key", key));
        Assert.Equal("/", let.Headers.Location!.OriginalString);
        var copied = cookies.GetCookieHeader(server.Address);
        using var thief = Browser(server, new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
        thief.DefaultRequestHeaders.Add("Cookie", copied);
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync("/devices")).StatusCode);

        using var gone = await Send(browser, await browser.GetStringAsync("/devices"), "/sign-out");
        Assert.Equal("/sign-in", gone.Headers.Location!.OriginalString);

        using var refused = await thief.GetAsync("/devices");
        Assert.Equal("/sign-in?ReturnUrl=%2Fdevices", refused.Headers.Location?.PathAndQuery);
        using var circuit = await thief.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);
        Assert.Equal(HttpStatusCode.Unauthorized, circuit.StatusCode);
        Assert.Equal(
            [("make-key", "ann (read)", "done"), ("sign-in", "by a key", "done"), ("sign-out", "", "done")],
            (await FleetOwner.Trail(folder.Path)).Select(entry => (entry.Deed, entry.Subject, entry.Outcome)));
        Assert.All(
            (await FleetOwner.Trail(folder.Path)).Skip(1),
            entry => Assert.Equal(("ann", "127.0.0.1"), (entry.Who, entry.Address)));
    }

    private static HttpClient Browser(FleetServer server, HttpClientHandler handler) =>
        new(handler) { BaseAddress = server.Address };

    /// <summary>Sends a form of a page.</summary>
    private static Task<HttpResponseMessage> Send(
        HttpClient browser, string page, string target, params (string Name, string Value)[] fields)
    {
        var token = WebUtility.HtmlDecode(
            Regex.Match(page, "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]*)\"").Groups[1].Value);
        return browser.PostAsync(target, new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", token))
                .Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
    }
}
