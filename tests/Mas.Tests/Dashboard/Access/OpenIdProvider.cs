using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Mas.Server.Security;
using Mas.Tests.House;

namespace Mas.Tests.Dashboard.Access;

/// <summary>
/// A real OpenID Connect provider on this machine, with the users of <c>Fixtures/openid/provider.js</c>.
/// </summary>
internal sealed class OpenIdProvider : IDisposable
{
    /// <summary>The secret it shares with the server.</summary>
    internal const string Secret = "only-tests-know-it";

    private readonly Process _process;
    private readonly Uri _address;

    /// <summary>Starts it.</summary>
    /// <param name="port">Its port.</param>
    /// <param name="server">The server that operators sign in to.</param>
    internal OpenIdProvider(int port, Uri server)
    {
        _address = new Uri($"http://127.0.0.1:{port}");
        string[] arguments = ["provider.js", $"{port}", $"{new Uri(server, OpenIdTerms.BackPath)}", Secret];
        _process = Process.Start(new ProcessStartInfo(Node!, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        Assert.Equal("listening", _process.StandardOutput.ReadLine());
    }

    /// <summary>Where it is installed; where its packages are not, it cannot be started.</summary>
    internal static string Folder { get; } = Path.Combine(Repository.Root, "tests/Mas.Tests/Fixtures/openid");

    /// <summary>The program that runs it; null = it is not there.</summary>
    internal static string? Node { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "node")).FirstOrDefault(File.Exists);

    /// <summary>What a server at a port, which a provider will be started for, is told.</summary>
    internal static OpenIdTerms Terms(int port) => new()
    {
        Authority = new Uri($"http://127.0.0.1:{port}"),
        Client = "mas",
        Secret = Secret,
        Scopes = new Dictionary<string, IReadOnlyList<OperatorScope>>
        {
            ["fleet-reader"] = [OperatorScope.Read],
            ["fleet-submitter"] = [OperatorScope.Submit],
            ["fleet-owner"] = [OperatorScope.Admin],
        },
    };

    /// <summary>An access token of a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="audience">Whom the token is for.</param>
    internal async Task<string> Token(string program, string audience)
    {
        using var http = new HttpClient { BaseAddress = _address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{program}:{Secret}")));
        using var answer = await http.PostAsync("/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["resource"] = audience,
        }));
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]!;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
