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
/// before, to this process or an earlier one, which may be mended or a network in between; otherwise the address or the trust
/// is wrong, and stays so. What something in between refuses for good is not asked again.
/// </summary>
internal sealed class ServerConnection : IDisposable
{
    // A poll hangs for the first half of it; of a file, something moves in the meantime.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(Protocol.LongestPollSeconds + 30);

    private readonly ServerRoute _route;
    private readonly HttpClient _http;
    private readonly ECDsa _key;
    private readonly string _id;
    private readonly SemaphoreSlim _signing = new(1);
    private Greeting? _hello;
    private bool _known;

    /// <summary>A connection; nothing is sent yet.</summary>
    /// <param name="route">How requests reach the server.</param>
    /// <param name="key">The device's key; stays the caller's.</param>
    /// <param name="time">The device's clock, right or wrong.</param>
    /// <param name="note">Called with a sentence when the server cannot be reached, and when it can again.</param>
    /// <param name="known">Whether this server has been heard before.</param>
    internal ServerConnection(
        ServerRoute route, ECDsa key, TimeProvider time, Action<string>? note = null, bool known = false)
    {
        (_route, _key, Time, _id, _known) = (route, key, time, DeviceId.Of(key), known);
        _http = route.Client();
        Troubles = new Troubles(Server, note);
        _http.Timeout = Timeout.InfiniteTimeSpan;
        _http.MaxResponseContentBufferSize = Protocol.LongestDocument;
    }

    /// <summary>What keeps the device from the server.</summary>
    internal Troubles Troubles { get; }

    /// <summary>The device's clock.</summary>
    internal TimeProvider Time { get; }

    private Uri Server => _http.BaseAddress!;

    /// <summary>Sends a document, or nothing, and gives the answer, which has come whole.</summary>
    /// <param name="method">The method.</param>
    /// <param name="target">Where to.</param>
    /// <param name="document">What is sent; empty = no body.</param>
    /// <param name="cancellation">Ends the sending.</param>
    /// <param name="policy">How it is tried again; null = <see cref="RetryPolicy.Request"/>.</param>
    /// <exception cref="RefusedException">The server refuses.</exception>
    /// <exception cref="BlockedException">A proxy or gateway refuses permanently.</exception>
    /// <exception cref="UntrustedServerException">It has never shown a certificate that is good.</exception>
    /// <exception cref="OperationCanceledException">
    /// The device was asked to stop, or the policy's time is over.
    /// </exception>
    internal Task<HttpResponseMessage> Send(
        HttpMethod method, string target, byte[] document, CancellationToken cancellation,
        RetryPolicy? policy = null) => Send(
            new HttpRequest(method, target, ContentDigest.Of(document))
            {
                Body = _ => document.Length == 0 ? null : new ByteArrayContent(document),
            },
            HttpCompletionOption.ResponseContentRead, cancellation, policy);

    /// <summary>Sends a file; where that is cut, the rest of it.</summary>
    /// <param name="target">Where to, and where to ask how much has come.</param>
    /// <param name="path">The file.</param>
    /// <param name="sha256">Its digest.</param>
    /// <param name="traffic">Counts what is sent, failed attempts included.</param>
    /// <param name="cancellation">Ends the sending.</param>
    /// <inheritdoc cref="Send(HttpMethod, string, byte[], CancellationToken, RetryPolicy?)"/>
    internal async Task SendFile(
        string target, string path, string sha256, Traffic traffic, CancellationToken cancellation)
    {
        var whole = FileFrom(
            0, target, ContentDigest.Format(Convert.FromHexString(sha256)),
            new Upload(target, path, sha256, traffic), cancellation);
        using var answer = await Send(whole, HttpCompletionOption.ResponseContentRead, cancellation);
    }

    /// <summary>
    /// Asks for what lies behind the first bytes of something, and gives the answer as it comes; 416 where there is
    /// nothing behind them.
    /// </summary>
    /// <inheritdoc cref="Send(HttpMethod, string, byte[], CancellationToken, RetryPolicy?)"/>
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

    private static long Offset(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues(Protocol.OffsetHeader, out var values) && values.ToArray() is [var value]
            && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : 0;

    private HttpRequest FileFrom(
        long first, string target, string digest, Upload upload, CancellationToken cancellation) =>
        new(HttpMethod.Put, target, digest)
        {
            // Refused, a large body is not sent at all.
            ExpectsContinue = true,
            Body = moving => new FileContent(upload.Path, first, bytes =>
            {
                upload.Traffic.Sent(bytes);
                moving();
            }),
            Again = () => Rest(upload, cancellation),
        };

    /// <summary>A request that sends the part of a file that the server says it lacks.</summary>
    private async Task<HttpRequest> Rest(Upload upload, CancellationToken cancellation)
    {
        using var answer = await Send(HttpMethod.Get, upload.Target, [], cancellation);
        await using var file = File.OpenRead(upload.Path);
        var first = file.Position = Math.Min(Offset(answer), file.Length);
        var digest = ContentDigest.Format(await SHA256.HashDataAsync(file, cancellation));
        return FileFrom(first, Paths.GoingOn(upload.Target, first, upload.Sha256), digest, upload, cancellation);
    }

    private async Task<HttpResponseMessage> Send(
        HttpRequest what, HttpCompletionOption completion, CancellationToken stop, RetryPolicy? policy = null)
    {
        policy ??= RetryPolicy.Request;
        using var late = policy.GiveUpAfter is { } most ? new CancellationTokenSource(most, Time) : new();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        var cancellation = ended.Token;
        var pauses = new RetryPauses(policy, Time);
        var (greeted, doubts) = (false, 0);
        while (true)
        {
            RetryConditionHeaderValue? after = null;
            using var silent = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            silent.CancelAfter(LongestSilence);
            try
            {
                using var request = what.Create(() => silent.CancelAfter(LongestSilence));
                var (hello, wrong) = await Sign(request, what.Digest, silent.Token);
                var answer = wrong ?? await _http.SendAsync(request, completion, silent.Token);
                if (wrong is null && (ForeignAnswer.IsGranted(answer)
                    || (what.Range is not null && answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)))
                {
                    Troubles.Over();
                    return answer;
                }

                using (answer)
                {
                    if (answer.StatusCode == HttpStatusCode.Unauthorized && hello is not null && !greeted)
                    {
                        // The server may have started anew: a new epoch, perhaps another clock. Whoever has greeted it
                        // since has done so for this request too.
                        Interlocked.CompareExchange(ref _hello, null, hello);
                        greeted = true;
                        continue;
                    }

                    var trouble = await Trouble(
                        answer, () => ++doubts == RetryPolicy.TriesUntilBelieved, silent.Token);
                    if (trouble is not null)
                    {
                        Troubles.Tell(trouble);
                    }

                    after = answer.Headers.RetryAfter;
                }
            }
            catch (HttpRequestException wrong) when (_route.Untrusted(wrong) is { } untrusted)
            {
                if (!_known)
                {
                    throw untrusted;
                }

                Troubles.Tell(untrusted.Message);
            }
            catch (HttpRequestException away)
            {
                if (away is { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: { } status }
                    && ForeignAnswer.Stays(status))
                {
                    throw new BlockedException(status, _route.Unreachable(away));
                }

                Troubles.Tell(_route.Unreachable(away));
            }
            catch (HttpIOException)
            {
                Troubles.Tell($"{Server} closed the connection before its answer was complete.");
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                Troubles.Tell($"{Server} does not answer.");
            }

            // It may be starting anew, once more: its next answer may ask for another hello.
            greeted = false;
            await pauses.Wait(cancellation, after);
            what = what.Again is null ? what : await what.Again();
        }
    }

    /// <summary>
    /// Why a request that was not granted is to be repeated; null if the reason is obvious.
    /// </summary>
    /// <param name="answer">The answer.</param>
    /// <param name="isBelieved">
    /// Counts a refusal that a corrupted request may also get; returns whether it is taken as final now.
    /// </param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="RefusedException">The server refuses.</exception>
    /// <exception cref="BlockedException">A proxy or gateway refuses permanently.</exception>
    private async Task<string?> Trouble(
        HttpResponseMessage answer, Func<bool> isBelieved, CancellationToken cancellation)
    {
        var status = answer.StatusCode;
        if (await ForeignAnswer.Refusal(answer, cancellation) is { } sentence
            && status < HttpStatusCode.InternalServerError)
        {
            if (status == HttpStatusCode.TooManyRequests)
            {
                return sentence;
            }

            return status != HttpStatusCode.BadRequest || isBelieved()
                ? throw new RefusedException(status, sentence) : null;
        }

        // A page in the place of a hello, of a server that was never heard, is of another server, or will stay for
        // long.
        if (!ForeignAnswer.Stays(status) && (_known || !answer.IsSuccessStatusCode))
        {
            return answer.IsSuccessStatusCode
                ? ForeignAnswer.Sentence(Server, answer) : $"{Server} answers {(int)status}.";
        }

        return !ForeignAnswer.MayBeOfAGarbledRequest(status) || isBelieved()
            ? throw new BlockedException(status, ForeignAnswer.Sentence(Server, answer)) : null;
    }

    /// <summary>Says hello.</summary>
    /// <returns>What the server said about itself, or the other answer that came.</returns>
    private async Task<(Greeting? Hello, HttpResponseMessage? Wrong)> Greet(CancellationToken cancellation)
    {
        var answer = await _http.GetAsync(Paths.Hello, cancellation);
        if (!ForeignAnswer.IsGranted(answer))
        {
            return (null, answer);
        }

        using (answer)
        {
            HelloDocument hello;
            try
            {
                hello = WireJson.Read(
                    await answer.Content.ReadAsByteArrayAsync(cancellation), WireJson.Default.HelloDocument);
            }
            catch (InvalidDataException)
            {
                throw new RefusedException(answer.StatusCode, $"{Server} is not a fleet's server.");
            }

            return hello.Protocol == Protocol.Version
                ? (new Greeting(
                    hello.Epoch, DateTimeOffset.FromUnixTimeSeconds(hello.UnixSeconds) - Time.GetUtcNow()), null)
                : throw new RefusedException(
                    HttpStatusCode.UpgradeRequired,
                    $"The server speaks protocol {hello.Protocol}, this device {Protocol.Version}; update the older "
                    + "one.");
        }
    }

    /// <summary>
    /// Signs a request, saying hello first if that is still to be done; one at a time, as the key requires.
    /// </summary>
    /// <returns>The greeting it was signed with, or the answer that came in its place.</returns>
    private async Task<(Greeting? Hello, HttpResponseMessage? Wrong)> Sign(
        HttpRequestMessage request, string digest, CancellationToken cancellation)
    {
        await _signing.WaitAsync(cancellation);
        try
        {
            var hello = _hello;
            if (hello is null)
            {
                (hello, var wrong) = await Greet(cancellation);
                if (hello is null)
                {
                    return (null, wrong);
                }
            }

            (_hello, _known) = (hello, true);
            var word = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            var input = new SignatureInput(
                (Time.GetUtcNow() + hello.Ahead).ToUnixTimeSeconds(), $"{hello.Epoch}.{word}", _id);
            var target = request.RequestUri!.OriginalString;
            request.Headers.Add(ContentDigest.Header, digest);
            request.Headers.Add(SignatureInput.InputHeader, input.ToString());
            request.Headers.Add(
                SignatureInput.SignatureHeader,
                RequestSignature.Sign(_key, input, request.Method.Method, Server.Authority, target, digest));
            return (hello, null);
        }
        finally
        {
            _signing.Release();
        }
    }

    /// <summary>What the server said of itself: what nonces begin with, and how far its clock is ahead.</summary>
    private sealed record Greeting(string Epoch, TimeSpan Ahead);

    /// <summary>A file being sent.</summary>
    private sealed record Upload(string Target, string Path, string Sha256, Traffic Traffic);

    /// <summary>What is sent, as often as it takes.</summary>
    private sealed record HttpRequest(HttpMethod Method, string Target, string Digest)
    {
        /// <summary>Makes the body, which calls its argument while it is being sent.</summary>
        internal Func<Action, HttpContent?> Body { get; init; } = _ => null;

        internal bool ExpectsContinue { get; init; }

        internal RangeHeaderValue? Range { get; init; }

        /// <summary>Makes what is sent in its place where it did not come through; null = the same once more.</summary>
        internal Func<Task<HttpRequest>>? Again { get; init; }

        internal HttpRequestMessage Create(Action moving)
        {
            var request = new HttpRequestMessage(Method, Target) { Content = Body(moving) };
            request.Headers.Range = Range;
            request.Headers.ExpectContinue = ExpectsContinue ? true : null;
            return request;
        }
    }
}
