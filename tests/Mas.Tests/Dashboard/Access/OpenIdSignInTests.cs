using System.Net;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Mas.Dashboard;
using Mas.Dashboard.Access;
using Mas.Server;
using Mas.Server.Security;
using Mas.Tests.Cli;
using Mas.Tests.Federation;
using Mas.Tests.Server;

namespace Mas.Tests.Dashboard.Access;

/// <summary>Signing in with a real OpenID Connect provider, as a browser without scripts does it.</summary>
public class OpenIdSignInTests
{
    [RequiresOpenIdFact]
    public async Task AnOperatorSignsInWithTheProviderAndMayDoWhatTheRolesSay()
    {
        using var folder = new TemporaryFolder();
        var port = ProcessFleet.FreePort();
        await using var server = await Start(folder, port);
        using var provider = new OpenIdProvider(port, server.Address);
        using var browser = Browser(server);
        Assert.Contains(
            $"{OpenIdSignIn.Path}?ReturnUrl=%2Fdevices", await browser.GetStringAsync("/sign-in?ReturnUrl=%2Fdevices"));

        var (address, page) = await SignIn(browser, "ann", "/devices");

        Assert.Equal("/sign-in/openid/done", address.AbsolutePath);
        Assert.Contains("content=\"0;url=/devices\"", page);
        Assert.Contains($"ann at 127.0.0.1:{port}", await browser.GetStringAsync("/devices"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/submit")).StatusCode);
        var entry = Assert.Single(await FleetOwner.Trail(folder.Path));
        Assert.Equal(
            ("sign-in", $"ann at 127.0.0.1:{port}", "127.0.0.1", "by OpenID Connect", "done"),
            (entry.Deed, entry.Who, entry.Address, entry.Subject, entry.Outcome));
    }

    [RequiresOpenIdFact]
    public async Task AUserWithoutARoleAndAnAnswerNobodyAskedForAreRefused()
    {
        using var folder = new TemporaryFolder();
        var port = ProcessFleet.FreePort();
        await using var server = await Start(folder, port);
        using var provider = new OpenIdProvider(port, server.Address);
        using var browser = Browser(server);

        var (address, _) = await SignIn(browser, "bob", "/devices");
        using var forged = await browser.GetAsync($"{OpenIdTerms.BackPath}?code=guess&state=guess");

        Assert.Equal("/sign-in?fault=role", address.PathAndQuery);
        Assert.Equal("/sign-in?fault=openid", forged.Headers.Location!.OriginalString);
        Assert.Equal("/sign-in", (await browser.GetAsync("/devices")).Headers.Location!.AbsolutePath);
        var trail = await FleetOwner.Trail(folder.Path, refusals: 2);
        Assert.Equal(
            [
                $"refused: bob at 127.0.0.1:{port} has no value of roles that grants a scope.",
                "refused: The provider's answer did not hold.",
            ],
            trail.Select(entry => entry.Outcome));
    }

    [Fact]
    public async Task WithoutAProviderItIsNotThere()
    {
        await using var fleet = await StillFleet.Start();
        using var browser = new HttpClient { BaseAddress = fleet.Address };

        Assert.DoesNotContain(OpenIdSignIn.Path, await browser.GetStringAsync("/sign-in"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(OpenIdSignIn.Path)).StatusCode);
    }

    [Fact]
    public void ScopesAreThoseOfEveryValueThatIsKnown()
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity(
            [
                new("roles", "fleet-submitter"), new("roles", "gardener"), new("roles", "fleet-reader"),
                new("groups", "fleet-owner"),
            ]));

        Assert.Equal([OperatorScope.Read, OperatorScope.Submit], OpenIdProvider.Terms(1).ScopesOf(user));
    }

    private static Task<FleetServer> Start(TemporaryFolder folder, int port) => FleetServer.Start(
        new FleetDashboard().On(new FleetOptions { Directory = folder.Path, OpenId = OpenIdProvider.Terms(port) }),
        TimeProvider.System);

    private static HttpClient Browser(FleetServer server) =>
        new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };

    /// <summary>Follows the way to the provider and back, filling in its forms.</summary>
    /// <returns>The page of this server it ends at.</returns>
    private static async Task<(Uri Address, string Page)> SignIn(HttpClient browser, string user, string back)
    {
        var address = new Uri(browser.BaseAddress!, $"{OpenIdSignIn.Path}?ReturnUrl={Uri.EscapeDataString(back)}");
        var answer = await browser.GetAsync(address);
        for (var steps = 0; steps < 20; steps++)
        {
            if (answer.Headers.Location is { } onward)
            {
                address = new Uri(address, onward);
                answer = await browser.GetAsync(address);
                continue;
            }

            var page = await answer.Content.ReadAsStringAsync();
            if (address.Authority == browser.BaseAddress!.Authority)
            {
                return (address, page);
            }

            var form = Regex.Match(page, "<form[^>]*action=\"([^\"]*)\"");
            Assert.True(form.Success, page);
            var prompt = Regex.Match(page, "name=\"prompt\" value=\"([^\"]*)\"").Groups[1].Value;
            address = new Uri(address, WebUtility.HtmlDecode(form.Groups[1].Value));
            answer = await browser.PostAsync(address, new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["prompt"] = prompt,
                ["login"] = user,
                ["password"] = "any",
            }));
        }

        throw new InvalidOperationException($"There is no way back from {address}.");
    }
}
