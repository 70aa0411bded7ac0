using System.Buffers.Text;
using System.Text;
using Mas.Commands;
using Mas.Tests.Cli;
using Mas.Tests.Dashboard.Access;
using Mas.Tests.Federation;

namespace Mas.Tests.Server.Security;

/// <summary>Operators with access tokens of a real OpenID Connect provider. Server and operators as processes.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public sealed class AccessTokenTests : IDisposable
{
    private const string Audience = "urn:mas:fleet";

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = ProcessFleet.FreePort();
    private readonly Uri _address = new($"http://127.0.0.1:{ProcessFleet.FreePort()}");

    [RequiresOpenIdFact]
    public async Task ATokenDoesWhatItsRolesAllowAndOnlyOneOfTheProviderForThisAudienceIsTaken()
    {
        using var provider = new OpenIdProvider(_port, _address);
        using var server = Serve("--oidc-audience", Audience);
        var token = await provider.Token("robot", Audience);

        Assert.True(server.Until(() => Mas(token, "status").Code == ExitCode.Done));
        var refused = Mas(token, "submit", "--tasks", "dk");
        Assert.Equal(ExitCode.BadInput, refused.Code);
        Assert.Contains($"The access token of robot at 127.0.0.1:{_port} lacks the scope submit.", refused.Error);
        Assert.Contains(
            $"mower at 127.0.0.1:{_port} has no value of roles that allows anything here.",
            Mas(await provider.Token("mower", Audience), "status").Error);
        string[] bad =
        [
            await provider.Token("robot", "urn:mas:other"), Changed(token), Unsigned(token), token[..^1], "no-token",
        ];
        Assert.All(bad, each => Assert.Contains("The access token is not valid here", Mas(each, "status").Error));
        var key = MasProcess.Run("key", "--fleet", _folder["fleet"], "--name", "ann", "--scopes", "read").Out.Trim();
        Assert.Equal(ExitCode.Done, Mas(key, "status").Code);
    }

    [RequiresOpenIdFact]
    public async Task WithoutAnAudienceNoTokenIsTaken()
    {
        using var provider = new OpenIdProvider(_port, _address);
        using var server = Serve();

        var token = await provider.Token("robot", Audience);
        CommandRun? told = null;
        Assert.True(server.Until(() => (told = Mas(token, "status")).Code == ExitCode.BadInput));

        Assert.Contains("The request has no operator's key.", told!.Error);
    }

    [Fact]
    public void AnAudienceThatIsTheClientIsRefused()
    {
        File.WriteAllText(_folder["secret"], OpenIdProvider.Secret);

        var run = CommandRun.Of([.. Options("--oidc-audience", "mas")]);

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains("--oidc-audience is 'mas'", run.Error);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The same with other claims, and the signature it had.</summary>
    private static string Changed(string token)
    {
        var parts = token.Split('.');
        var claims = Encoding.UTF8.GetString(Decoded(parts[1]))
            .Replace("fleet-reader", "fleet-owner", StringComparison.Ordinal);
        return $"{parts[0]}.{Encoded(claims)}.{parts[2]}";
    }

    private static string Unsigned(string token) =>
        $"{Encoded("{\"alg\":\"none\",\"typ\":\"at+jwt\"}")}.{token.Split('.')[1]}.";

    private static byte[] Decoded(string part) => Base64Url.DecodeFromChars(part);

    private static string Encoded(string text) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private string[] Options(params string[] more) =>
    [
        "serve", "--fleet", _folder["fleet"], "--port", $"{_address.Port}", "--oidc-authority",
        $"http://127.0.0.1:{_port}", "--oidc-client", "mas", "--oidc-secret-file", _folder["secret"], "--oidc-scopes",
        "fleet-reader=read,fleet-owner=admin", .. more,
    ];

    private MasProcess Serve(params string[] more)
    {
        File.WriteAllText(_folder["secret"], OpenIdProvider.Secret);
        return MasProcess.Start(Options(more));
    }

    private CommandRun Mas(string key, params string[] arguments) => MasProcess.RunIn(
        [$"MAS_KEY={key}"], [.. arguments, "--server", _address.ToString()]);
}
