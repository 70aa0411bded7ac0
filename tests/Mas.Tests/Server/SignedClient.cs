using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Mas.Device.Connections;
using Mas.Tests.Learning;
using Mas.Wire;
using Mas.Wire.Documents;
using Mas.Wire.Signatures;

namespace Mas.Tests.Server;

/// <summary>A device that can do wrong: it signs what it is told and sends something else.</summary>
/// <param name="server">The server.</param>
/// <param name="trust">How it is trusted; null = by the system's authorities.</param>
/// <param name="key">Its key; null = a new one.</param>
internal sealed class SignedClient(Uri server, ServerTrust? trust = null, ECDsa? key = null) : IDisposable
{
    private readonly HttpClient _http = new ServerRoute(server, trust ?? ServerTrust.OfSystem).Client();

    /// <summary>The server it signs for; null = the one it speaks to.</summary>
    internal string? SignedFor { get; init; }

    internal ECDsa Key { get; } = key ?? ECDsa.Create(ECCurve.NamedCurves.nistP256);

    internal async Task<HelloDocument> Hello() =>
        JsonSerializer.Deserialize(await _http.GetByteArrayAsync(Paths.Hello), WireJson.Default.HelloDocument)!;

    internal Task<(int Status, string Sentence)> Join(
        string token, string client = "castle", string tasks = "sd", int views = 24,
        StatementDocument? statement = null) =>
        Send(HttpMethod.Post, Paths.Devices, new JoinDocument
        {
            Token = token,
            PublicKey = Convert.ToBase64String(Key.ExportSubjectPublicKeyInfo()),
            Client = client,
            Fields = TaskSets.Fields(tasks),
            TrainingViews = views,
            ValidationViews = 4,
            TestViews = 2,
            Statement = statement,
        }.ToBytes());

    /// <summary>Signs and sends.</summary>
    /// <param name="method">The method.</param>
    /// <param name="target">Path and query.</param>
    /// <param name="body">The body.</param>
    /// <param name="change">What is changed of the signature's parameters before it is signed.</param>
    /// <param name="forge">What is changed of the request after it was signed.</param>
    internal async Task<(int Status, string Sentence)> Send(
        HttpMethod method, string target, byte[] body, Func<SignatureInput, SignatureInput>? change = null,
        Action<HttpRequestMessage>? forge = null)
    {
        using var request = new HttpRequestMessage(method, target)
        {
            Content = body.Length == 0 ? null : new ByteArrayContent(body),
        };
        foreach (var (name, value) in await Sign(method, target, ContentDigest.Of(body), change))
        {
            request.Headers.Add(name, value);
        }

        forge?.Invoke(request);
        return await Send(request);
    }

    /// <summary>A header of the answer to a request without a body; null where it has none of that name.</summary>
    internal async Task<string?> Header(HttpMethod method, string target, string name)
    {
        using var request = new HttpRequestMessage(method, target);
        foreach (var (header, value) in await Sign(method, target, ContentDigest.Of([])))
        {
            request.Headers.Add(header, value);
        }

        using var answer = await _http.SendAsync(request);
        return answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;
    }

    /// <summary>The headers that sign a request.</summary>
    internal async Task<(string Name, string Value)[]> Sign(
        HttpMethod method, string target, string digest, Func<SignatureInput, SignatureInput>? change = null)
    {
        var hello = await Hello();
        var word = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var input = new SignatureInput(hello.UnixSeconds, $"{hello.Epoch}.{word}", DeviceId.Of(Key));
        input = change?.Invoke(input) ?? input;
        var signature = RequestSignature.Sign(Key, input, method.Method, SignedFor ?? server.Authority, target, digest);
        return
        [
            (ContentDigest.Header, digest), (SignatureInput.InputHeader, input.ToString()),
            (SignatureInput.SignatureHeader, signature),
        ];
    }

    /// <summary>Sends what is there, signed or not.</summary>
    internal async Task<(int Status, string Sentence)> Send(HttpRequestMessage request)
    {
        using var answer = await _http.SendAsync(request);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        return ((int)answer.StatusCode, answer.StatusCode < HttpStatusCode.BadRequest
            ? "" : JsonSerializer.Deserialize(bytes, WireJson.Default.RefusalDocument)!.Title);
    }

    public void Dispose()
    {
        _http.Dispose();
        Key.Dispose();
    }
}
