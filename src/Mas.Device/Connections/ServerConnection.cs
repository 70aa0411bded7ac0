using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Mas.Wire;
using Mas.Wire.Documents;
using Mas.Wire.Signatures;

namespace Mas.Device.Connections;

/// <summary>
/// Signed requests to one server. It asks again, less and less often, for as long as the server cannot be reached: a
/// device outlives its server's restarts. One that shows a wrong certificate is asked again only if it has shown a good one
/// before, which may be mended or a network in between; otherwise the address or the trust is wrong, and stays so.
/// </summary>
internal sealed class ServerConnection : IDisposable
{
    /// <summary>How often a request is refused as garbled until its sender believes it.</summary>
    private const int MostDoubts = 4;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly ServerRoute _route;
    private readonly HttpClient _http;
    private readonly ECDsa _key;
    private readonly string _id;
    private readonly SemaphoreSlim _signing = new(1);
    private Greeting? _hello;
    private bool _known;
    private string? _trouble;

    /// <summary>A connection; nothing is sent yet.</summary>
    /// <param name="route">How it gets to the server.</param>
    /// <param name="key">The device's key; stays the caller's.</param>
    /// <param name="time">The device's clock, right or wrong.</param>
    internal ServerConnection(ServerRoute route, ECDsa key, TimeProvider time)
    {
        (_route, _key, Time, _id) = (route, key, time, DeviceId.Of(key));
        _http = route.Client();
        _http.Timeout = TimeSpan.FromSeconds(Protocol.LongestPollSeconds + 30);
        _http.MaxResponseContentBufferSize = Protocol.LongestDocument;
    }

    /// <summary>Called with a sentence when the server cannot be reached.</summary>
    internal Action<string>? Note { get; init; }

    /// <summary>Called with the bytes of files sent and of models fetched, once they are.</summary>
    internal Action<long>? Moved { get; init; }

    /// <summary>The device's clock.</summary>
    internal TimeProvider Time { get; }

    /// <summary>Sends a document, or nothing, and gives the answer, which has come whole.</summary>
    /// <exception cref="RefusedException">The server refuses.</exception>
    /// <exception cref="UntrustedServerException">It has never shown a certificate that is good.</exception>
    /// <exception cref="OperationCanceledException">The device is to stop.</exception>
    internal Task<HttpResponseMessage> Send(
        HttpMethod method, string target, byte[] document, CancellationToken cancellation) => Send(
            new HttpRequest(method, target, ContentDigest.Of(document))
            {
                Body = () => document.Length == 0 ? null : new ByteArrayContent(document),
            },
            HttpCompletionOption.ResponseContentRead, cancellation);

    /// <summary>Sends a file; where that is cut, the rest of it.</summary>
    /// <param name="target">Where to, and where to ask how much has come.</param>
    /// <param name="path">The file.</param>
    /// <param name="sha256">Its digest.</param>
    /// <param name="cancellation">Ends the sending.</param>
    /// <exception cref="RefusedException">The server refuses.</exception>
    /// <exception cref="UntrustedServerException">It has never shown a certificate that is good.</exception>
    /// <exception cref="OperationCanceledException">The device is to stop.</exception>
    internal async Task SendFile(string target, string path, string sha256, CancellationToken cancellation)
    {
        var whole = new HttpRequest(HttpMethod.Put, target, ContentDigest.Format(Convert.FromHexString(sha256)))
        {
            Body = () => new StreamContent(File.OpenRead(path)),
            Again = () => Rest(target, path, sha256, cancellation),
        };
        using var answer = await Send(whole, HttpCompletionOption.ResponseContentRead, cancellation);
        Moved?.Invoke(new FileInfo(path).Length);
    }

    /// <summary>
    /// Asks for what lies behind the first bytes of something, and gives the answer as it comes; 416 where there is
    /// nothing behind them.
    /// </summary>
    /// <exception cref="RefusedException">The server refuses.</exception>
    /// <exception cref="UntrustedServerException">It has never shown a certificate that is good.</exception>
    /// <exception cref="OperationCanceledException">The device is to stop.</exception>
    internal Task<HttpResponseMessage> GetFrom(string target, long first, CancellationToken cancellation) => Send(
        new HttpRequest(HttpMethod.Get, target, ContentDigest.Of([]))
        {
            Range = first > 0 ? new RangeHeaderValue(first, null) : null,
        },
        HttpCompletionOption.ResponseHeadersRead, cancellation);

    /// <summary>Ends all connections.</summary>
    public void Dispose()
    {
        _http.Dispose();
        _signing.Dispose();
    }

    private static bool IsForNow(HttpStatusCode status) => status == HttpStatusCode.TooManyRequests;

    private static bool MayBeGarbled(HttpStatusCode status) => status == HttpStatusCode.BadRequest;

    private static FileStream OpenFrom(string path, long first)
    {
        var file = File.OpenRead(path);
        file.Position = first;
        return file;
    }

    private static long Offset(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues(Protocol.OffsetHeader, out var values) && values.ToArray() is [var value]
            && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : 0;

    /// <summary>A request that sends of a file what the server says it lacks.</summary>
    private async Task<HttpRequest> Rest(string target, string path, string sha256, CancellationToken cancellation)
    {
        using var answer = await Send(HttpMethod.Get, target, [], cancellation);
        var first = Math.Min(Offset(answer), new FileInfo(path).Length);
        await using var file = OpenFrom(path, first);
        var digest = ContentDigest.Format(await SHA256.HashDataAsync(file, cancellation));
        return new HttpRequest(HttpMethod.Put, Paths.GoingOn(target, first, sha256), digest)
        {
            Body = () => new StreamContent(OpenFrom(path, first)),
            Again = () => Rest(target, path, sha256, cancellation),
        };
    }

    private static async Task<string?> Sentence(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if ((int)answer.StatusCode is < 400 or >= 500
            || answer.Content.Headers.ContentLength is not <= Protocol.LongestDocument)
        {
            return null;
        }

        try
        {
            return RefusalDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellation)).Title;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private async Task<HttpResponseMessage> Send(
        HttpRequest what, HttpCompletionOption completion, CancellationToken cancellation)
    {
        var pause = FirstPause;
        var (greeted, doubts) = (false, 0);
        while (true)
        {
            try
            {
                using var request = what.Create();
                var hello = await Sign(request, what.Digest, cancellation);
                var answer = await _http.SendAsync(request, completion, cancellation);
                if (answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
                {
                    TellOfAnswer();
                    return answer;
                }

                using (answer)
                {
                    if (answer.StatusCode == HttpStatusCode.Unauthorized && !greeted)
                    {
                        // The server may have started anew: a new epoch, perhaps another clock. Whoever has greeted it
                        // since has done so for this request too.
                        Interlocked.CompareExchange(ref _hello, null, hello);
                        greeted = true;
                        continue;
                    }

                    // What is no sentence of the server's is somebody's between: a proxy whose server is away.
                    var sentence = await Sentence(answer, cancellation);
                    if (sentence is not null && !IsForNow(answer.StatusCode)
                        && (!MayBeGarbled(answer.StatusCode) || ++doubts == MostDoubts))
                    {
                        throw new RefusedException(answer.StatusCode, sentence);
                    }

                    TellOnce($"{sentence ?? $"{_http.BaseAddress} answers {(int)answer.StatusCode}."} Asking again.");
                }
            }
            catch (HttpRequestException wrong) when (_route.Untrusted(wrong) is { } untrusted)
            {
                if (!_known)
                    throw untrusted;
                TellOnce($"{untrusted.Message} Asking again.");
            }
            catch (HttpRequestException away)
            {
                TellOnce($"{_route.Unreachable(away)} Asking again.");
            }
            catch (HttpIOException)
            {
                TellOnce($"{_http.BaseAddress} hangs up before its answer is whole. Asking again.");
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                TellOnce($"{_http.BaseAddress} does not answer. Asking again.");
            }

            // It may be starting anew, once more: its next answer may ask for another hello.
            greeted = false;
            await Task.Delay(pause, Time, cancellation);
            what = what.Again is null ? what : await what.Again();
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Says what is wrong, where that was not the last thing said of it.</summary>
    private void TellOnce(string trouble)
    {
        if (Interlocked.Exchange(ref _trouble, trouble) != trouble)
            Note?.Invoke(trouble);
    }

    private void TellOfAnswer()
    {
        if (Interlocked.Exchange(ref _trouble, null) is not null)
            Note?.Invoke($"{_http.BaseAddress} answers again.");
    }

    private async Task<Greeting> Greet(CancellationToken cancellation)
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
            ? new Greeting(hello.Epoch, DateTimeOffset.FromUnixTimeSeconds(hello.UnixSeconds) - Time.GetUtcNow())
            : throw new RefusedException(
                HttpStatusCode.UpgradeRequired,
                $"The server speaks protocol {hello.Protocol}, this device {Protocol.Version}; update the older one.");
    }

    /// <summary>Signs a request, saying hello before where nobody has; one at a time, as the key wants it.</summary>
    /// <returns>The greeting it was signed by.</returns>
    private async Task<Greeting> Sign(HttpRequestMessage request, string digest, CancellationToken cancellation)
    {
        await _signing.WaitAsync(cancellation);
        try
        {
            var hello = _hello ?? await Greet(cancellation);
            (_hello, _known) = (hello, true);
            var word = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            var input = new SignatureInput(
                (Time.GetUtcNow() + hello.Ahead).ToUnixTimeSeconds(), $"{hello.Epoch}.{word}", _id);
            var target = request.RequestUri!.OriginalString;
            request.Headers.Add(ContentDigest.Header, digest);
            request.Headers.Add(SignatureInput.InputHeader, input.ToString());
            request.Headers.Add(
                SignatureInput.SignatureHeader,
                RequestSignature.Sign(
                    _key, input, request.Method.Method, _http.BaseAddress!.Authority, target, digest));
            return hello;
        }
        finally
        {
            _signing.Release();
        }
    }

    /// <summary>What the server said of itself: what nonces begin with, and how far its clock is ahead.</summary>
    private sealed record Greeting(string Epoch, TimeSpan Ahead);

    /// <summary>What is sent, as often as it takes.</summary>
    private sealed record HttpRequest(HttpMethod Method, string Target, string Digest)
    {
        internal Func<HttpContent?> Body { get; init; } = () => null;

        internal RangeHeaderValue? Range { get; init; }

        /// <summary>Makes what is sent in its place where it did not come through; null = the same once more.</summary>
        internal Func<Task<HttpRequest>>? Again { get; init; }

        internal HttpRequestMessage Create()
        {
            var request = new HttpRequestMessage(Method, Target) { Content = Body() };
            request.Headers.Range = Range;
            return request;
        }
    }
}
