using System.Globalization;
using Mas.Wire.Signatures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Mas.Server.Endpoints;

/// <summary>Completes what a framework finds out about an endpoint by what its description says.</summary>
internal static class OpenApiOperations
{
    private const string Key = "operatorKey";
    private const string Digest = "contentDigest";
    private const string Input = "signatureInput";
    private const string Signature = "signature";

    private static readonly Dictionary<int, string> _meanings = new()
    {
        [StatusCodes.Status200OK] = "What was asked for.",
        [StatusCodes.Status201Created] = "It is in the database.",
        [StatusCodes.Status204NoContent] = "Done, or nothing to report.",
        [StatusCodes.Status206PartialContent] = "The range that was asked for.",
        [StatusCodes.Status400BadRequest] = "The request is invalid or cannot be read.",
        [StatusCodes.Status401Unauthorized] = "Its signature is invalid, or its key is unknown.",
        [StatusCodes.Status403Forbidden] = "Not for this device, or beyond the scope of this key.",
        [StatusCodes.Status404NotFound] = "Not known.",
        [StatusCodes.Status409Conflict] = "It contradicts the current state, or an earlier request.",
        [StatusCodes.Status410Gone] = "Too late: the order is over.",
        [StatusCodes.Status411LengthRequired] = "It does not state the length of its body.",
        [StatusCodes.Status413PayloadTooLarge] = "The body is too long, or not of the required length.",
        [StatusCodes.Status416RangeNotSatisfiable] = "The requested range is empty.",
        [StatusCodes.Status421MisdirectedRequest] = "Meant for another server.",
        [StatusCodes.Status429TooManyRequests] = "Too many requests or bytes; retry later.",
        [StatusCodes.Status500InternalServerError] = "The server has failed; retry later.",
        [StatusCodes.Status503ServiceUnavailable] = "The server has no room now; retry later.",
    };

    /// <summary>How the sender of a request authenticates.</summary>
    internal static Dictionary<string, IOpenApiSecurityScheme> SecuritySchemes() => new()
    {
        [Key] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An operator's key, made by mas key: mas- and 64 hexadecimal digits.",
        },
        [Digest] = Header(ContentDigest.Header, "RFC 9530, sha-256 of the body, an empty one included."),
        [Input] = Header(
            SignatureInput.InputHeader,
            "RFC 9421: what is signed, when, by whom, and a nonce that begins with the hello's epoch."),
        [Signature] = Header(SignatureInput.SignatureHeader, "RFC 9421, ecdsa-p256-sha256 by the device's own key."),
    };

    /// <summary>Completes an operation.</summary>
    internal static void Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var endpoint = context.Description.ActionDescriptor.EndpointMetadata;
        var said = endpoint.OfType<EndpointDescription>().Single();
        var verb = endpoint.OfType<System.Reflection.MethodInfo>().Single().Name;
        operation.OperationId = $"{said.Tag}{verb}";
        operation.Parameters = [.. Parameters(context.Description.RelativePath!, said)];
        operation.Security = [.. Security(said, context.Document!)];
        var responses = operation.Responses!.OrderBy(response => response.Key, StringComparer.Ordinal).ToArray();
        operation.Responses = [];
        foreach (var (status, response) in responses)
        {
            var number = int.Parse(status, CultureInfo.InvariantCulture);
            response.Description = _meanings[number];
            if (number == said.Answers[0].Status && said.Headers.Count > 0)
            {
                ((OpenApiResponse)response).Headers = said.Headers.ToDictionary(header => header.Name, Header);
            }

            operation.Responses.Add(status, response);
        }
    }

    private static OpenApiSecurityScheme Header(string name, string what) =>
        new() { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = name, Description = what };

    private static IOpenApiHeader Header((string Name, string What) header) =>
        new OpenApiHeader { Description = header.What, Schema = Text() };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static IEnumerable<IOpenApiParameter> Parameters(string path, EndpointDescription said)
    {
        foreach (var part in path.Split('/').Where(part => part.StartsWith('{')))
        {
            yield return new OpenApiParameter
            {
                Name = part[1..^1],
                In = ParameterLocation.Path,
                Required = true,
                Schema = Text(),
            };
        }

        foreach (var (name, what) in said.Query)
        {
            yield return new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Query,
                Description = what,
                Schema = Text(),
            };
        }
    }

    private static IEnumerable<OpenApiSecurityRequirement> Security(EndpointDescription said, OpenApiDocument document)
    {
        if (said.IsSigned)
        {
            yield return new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference(Digest, document)] = [],
                [new OpenApiSecuritySchemeReference(Input, document)] = [],
                [new OpenApiSecuritySchemeReference(Signature, document)] = [],
            };
        }

        if (said.Scope is { } scope)
        {
            yield return new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference(Key, document)] = [scope.ToString().ToLowerInvariant()],
            };
        }
    }
}
