using System.Globalization;
using System.Net;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Device.Connections;

/// <summary>
/// Distinguishes the server's own answers from those of an intermediary: a proxy, a portal, a maintenance page. The
/// server refuses with a document that has a sentence; it grants with an empty body, a document or a model.
/// </summary>
public static class ForeignAnswer
{
    private const int ShownDigits = 8;

    /// <summary>Whether an answer grants the request and is the server's own.</summary>
    public static bool IsGranted(HttpResponseMessage answer) => answer.StatusCode switch
    {
        HttpStatusCode.NoContent => true,
        HttpStatusCode.OK or HttpStatusCode.PartialContent =>
            answer.RequestMessage!.Method == HttpMethod.Get && IsOwnType(answer.Content),
        HttpStatusCode.Created => IsOwnType(answer.Content),
        _ => false,
    };

    /// <summary>
    /// The sentence of the server's refusal; null if the answer is an intermediary's, or not a refusal.
    /// </summary>
    public static async Task<string?> Refusal(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if ((int)answer.StatusCode < 400 || answer.Content.Headers.ContentLength is not <= Protocol.LongestDocument)
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

    /// <summary>
    /// Whether a refusal that is not the server's is permanent: the request is too large, forbidden or redirected. A
    /// gateway whose server is away, or that is overloaded, answers differently after a while.
    /// </summary>
    public static bool Stays(HttpStatusCode status) => (int)status switch
    {
        408 or 425 or 429 => false,
        501 or 505 or 511 => true,
        var code => code is >= 300 and < 500,
    };

    /// <summary>
    /// Whether a request whose header was corrupted on its way may get this answer, while an intact one would get
    /// another.
    /// </summary>
    internal static bool MayBeOfAGarbledRequest(HttpStatusCode status) =>
        (int)status is 400 or 404 or 405 or 414 or 415 or 431 or 501 or 505;

    /// <summary>
    /// A sentence about an answer that is not the server's: the server, the request, the status and the reason.
    /// </summary>
    /// <param name="server">The server that was asked.</param>
    /// <param name="answer">The answer.</param>
    public static string Sentence(Uri server, HttpResponseMessage answer)
    {
        var (request, status) = (answer.RequestMessage!, (int)answer.StatusCode);
        var length = request.Content?.Headers.ContentLength ?? 0;
        var asked = $"{request.Method} {Shown(request.RequestUri!)}" + (length > 0
            ? string.Create(CultureInfo.InvariantCulture, $" with {length} bytes") : "");
        var type = answer.IsSuccessStatusCode
            ? $" and {answer.Content.Headers.ContentType?.MediaType ?? "no document"}" : "";
        return $"{server} answers {status} ({answer.ReasonPhrase}){type} to {asked}. "
            + "This answer is not the server's but comes from something in between, such as a proxy." + status switch
            {
                413 => " It must let bodies of that size through.",
                >= 300 and < 400 => " Redirects are not followed.",
                511 => " The network requires a sign-in.",
                _ => "",
            };
    }

    private static bool IsOwnType(HttpContent content) =>
        content.Headers.ContentType?.MediaType is null or Protocol.DocumentType or Protocol.ModelType;

    /// <summary>A path with digests cut short, without its query.</summary>
    private static string Shown(Uri target) => string.Join('/', target.AbsolutePath.Split('/').Select(
        part => Sha256Name.IsOne(part) ? $"{part[..ShownDigits]}.." : part));
}
