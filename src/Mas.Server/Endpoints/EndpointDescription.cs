using Mas.Server.Audit;
using Mas.Server.Security;
using Mas.Wire;
using Mas.Wire.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Mas.Server.Endpoints;

/// <summary>What the document of OpenAPI says of an endpoint, besides its method and path.</summary>
/// <param name="Summary">What it is for, in a sentence.</param>
internal sealed record EndpointDescription(string Summary)
{
    /// <summary>Whether a device signs the request.</summary>
    internal bool IsSigned { get; init; }

    /// <summary>The scope that an operator's key needs; null where no operator asks.</summary>
    internal OperatorScope? Scope { get; init; }

    /// <summary>What the audit trail calls it; null = a device's request, or nothing it tells of.</summary>
    internal AuditDeed? Deed { get; init; }

    /// <summary>As what the audit trail tells of refused requests; null = not at all.</summary>
    internal AuditDeed? Recorded => Deed ?? (IsSigned ? AuditDeed.Request : null);

    /// <summary>What the request brings: a document, or <see cref="Stream"/> for a file; null = nothing.</summary>
    internal Type? Body { get; init; }

    /// <summary>How the request is answered: a document, <see cref="Stream"/> for a file, or nothing.</summary>
    internal IReadOnlyList<(int Status, Type? Document)> Answers { get; init; } = [(StatusCodes.Status204NoContent, null)];

    /// <summary>The headers that the first of these answers has, and what they say.</summary>
    internal IReadOnlyList<(string Name, string What)> Headers { get; init; } = [];

    /// <summary>What the query may say, and what that means.</summary>
    internal IReadOnlyList<(string Name, string What)> Query { get; init; } = [];

    /// <summary>
    /// The statuses it is refused with, besides those of every signed request and of every request with a key.
    /// </summary>
    internal IReadOnlyList<int> Refusals { get; init; } = [];

    /// <summary>Whose endpoint it is.</summary>
    internal string Tag => Scope is null ? "devices" : "operators";

    /// <summary>Everything that a framework wants to know of an endpoint to describe it.</summary>
    internal IEnumerable<object> Metadata()
    {
        yield return this;
        yield return new TagsAttribute(Tag);
        yield return new EndpointSummaryAttribute(Summary);
        if (Body is not null)
        {
            yield return new AcceptsMetadata([TypeOf(Body)], Body);
        }

        foreach (var (status, document) in Answers)
        {
            yield return new ProducesResponseTypeMetadata(status, document ?? typeof(void), TypesOf(document));
        }

        foreach (var status in Refusals.Concat(Everywhere()).Distinct())
        {
            yield return new ProducesResponseTypeMetadata(status, typeof(RefusalDocument), [Protocol.DocumentType]);
        }
    }

    private static string TypeOf(Type document) =>
        document == typeof(Stream) ? Protocol.ModelType : Protocol.DocumentType;

    private static string[] TypesOf(Type? document) => document is null ? [] : [TypeOf(document)];

    private int[] Everywhere() => (IsSigned, Scope) switch
    {
        (true, _) =>
        [
            StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized,
            StatusCodes.Status421MisdirectedRequest, StatusCodes.Status429TooManyRequests,
            StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable,
        ],
        (_, not null) =>
        [
            StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden,
            StatusCodes.Status429TooManyRequests, StatusCodes.Status500InternalServerError,
        ],
        _ => [StatusCodes.Status500InternalServerError],
    };
}
