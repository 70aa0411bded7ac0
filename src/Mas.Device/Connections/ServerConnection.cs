using System.Net;
using System.Security.Cryptography;
using Mas.Wire;
using Mas.Wire.Documents;
using Mas.Wire.Signatures;

namespace Mas.Device.Connections;

/// <summary>
/// Signed requests to one server. It asks again, less and less often, for as long as the server cannot be reached: a
/// device outlives its server's restarts.
/// </summary>
internal sealed class ServerConnection : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;
    private readonly ECDsa _key;
    private readonly TimeProvider _time;
    private readonly string _id;
    private (string Epoch, TimeSpan Ahead)? _hello;

    /// <summary>A connection; nothing is sent yet.</summary>
    /// <param name="server">The server's address.</param>
    /// <param name="key">The device's key; stays the caller's.</param>
    /// <param name="time">The device's clock, right or wrong.</param>
    internal ServerConnection(Uri server, ECDsa key, TimeProvider time)
    {
        (_key, _time, _id) = (key, time, DeviceId.Of(key));
        _http = new HttpClient
        {
            BaseAddress = server,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Timeout = TimeSpan.FromSeconds(Protocol.LongestPollSeconds + 30),
        };
    }

    /// <summary>Called with a sentence when the server cannot be reached.</summary>
    internal Action<string>? Note { get; init; }

    /// <summary>Sends a document, or nothing, and gives the answer to read.</summary>
    /// <exception cref="RefusedException">The server refuses.</exception>
    /// <exception cref="OperationCanceledException">The device is to stop.</exception>
    internal Task<HttpResponseMessage> Send(
        HttpMethod method, string target, byte[] document, CancellationToken cancellation) => Send(
            method, target, ContentDigest.Of(document),
            () => document.Length == 0 ? null : new ByteArrayContent(document), null, cancellation);

    /// <summary>Sends a file.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="path">The file.</param>
    /// <param name="sha256">Its digest.</param>
    /// <param name="cancellation">Ends the sending.</param>
    /// <exception cref="RefusedException">The server refuses.</exception>
    /// <exception cref="OperationCanceledException">The device is to stop.</exception>
    internal async Task SendFile(string target, string path, string sha256, CancellationToken cancellation)
    {
        using var answer = await Send(
            HttpMethod.Put, target, ContentDigest.Format(Convert.FromHexString(sha256)),
            () => new StreamContent(File.OpenRead(path)), null, cancellation);
    }

    /// <summary>Asks for what lies behind the first bytes of something.</summary>
    /// <exception cref="RefusedException">The server refuses.</exception>
    /// <exception cref="OperationCanceledException">The device is to stop.</exception>
    internal Task<HttpResponseMessage> GetFrom(string target, long first, CancellationToken cancellation) => Send(
        HttpMethod.Get, target, ContentDigest.Of([]), () => null,
        request => request.Headers.Range = first > 0 ? new(first, null) : null, cancellation);

    /// <summary>Ends all connections.</summary>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> Send(
        HttpMethod method, string target, string digest, Func<HttpContent?> body,
        Action<HttpRequestMessage>? prepare, CancellationToken cancellation)
    {
        var pause = FirstPause;
        var greeted = false;
        while (true)
        {
            try
            {
                _hello ??= await Greet(cancellation);
                using var request = new HttpRequestMessage(method, target) { Content = body() };
                prepare?.Invoke(request);
                Sign(request, digest, _hello.Value);
                var answer = await _http.SendAsync(
                    request, HttpCompletionOption.ResponseHeadersRead, cancellation);
                if (answer.StatusCode == HttpStatusCode.Unauthorized && !greeted)
                {
                    // The server may have started anew: a new epoch, perhaps another clock.
                    (_hello, greeted) = (null, true);
                    answer.Dispose();
                    continue;
                }

                if (answer.IsSuccessStatusCode)
                    return answer;
                using (answer)
                {
                    if ((int)answer.StatusCode < 500)
                        throw new RefusedException(answer.StatusCode, await Sentence(answer, cancellation));
                }
            }
            catch (HttpRequestException)
            {
                // It may be starting anew, once more: its next answer may ask for another hello.
                greeted = false;
                Note?.Invoke($"{_http.BaseAddress} cannot be reached; asking again.");
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                Note?.Invoke($"{_http.BaseAddress} does not answer; asking again.");
            }

            await Task.Delay(pause, _time, cancellation);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private static async Task<string> Sentence(HttpResponseMessage answer, CancellationToken cancellation)
    {
        try
        {
            if (answer.Content.Headers.ContentLength is not <= Protocol.LongestDocument)
                return $"The server answers {(int)answer.StatusCode}.";
            var bytes = await answer.Content.ReadAsByteArrayAsync(cancellation);
            return WireJson.Read(bytes, WireJson.Default.RefusalDocument).Title;
        }
        catch (InvalidDataException)
        {
            return $"The server answers {(int)answer.StatusCode}.";
        }
    }

    private async Task<(string Epoch, TimeSpan Ahead)> Greet(CancellationToken cancellation)
    {
        using var answer = await _http.GetAsync(Paths.Hello, cancellation);
        answer.EnsureSuccessStatusCode();
        HelloDocument hello;
        try
        {
            hello = WireJson.Read(
                await answer.Content.ReadAsByteArrayAsync(cancellation), WireJson.Default.HelloDocument);
        }
        catch (InvalidDataException)
        {
            throw new RefusedException(answer.StatusCode, $"{_http.BaseAddress} is no server of a fleet.");
        }

        return hello.Protocol == Protocol.Version
            ? (hello.Epoch, DateTimeOffset.FromUnixTimeSeconds(hello.UnixSeconds) - _time.GetUtcNow())
            : throw new RefusedException(
                HttpStatusCode.UpgradeRequired,
                $"The server speaks protocol {hello.Protocol}, this device {Protocol.Version}; update the older one.");
    }

    private void Sign(HttpRequestMessage request, string digest, (string Epoch, TimeSpan Ahead) hello)
    {
        var word = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var input = new SignatureInput(
            (_time.GetUtcNow() + hello.Ahead).ToUnixTimeSeconds(), $"{hello.Epoch}.{word}", _id);
        var target = request.RequestUri!.OriginalString;
        request.Headers.Add(ContentDigest.Header, digest);
        request.Headers.Add(SignatureInput.InputHeader, input.ToString());
        request.Headers.Add(
            SignatureInput.SignatureHeader,
            RequestSignature.Sign(_key, input, request.Method.Method, target, digest));
    }
}
