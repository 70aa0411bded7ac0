using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Mas.Wire;
using Mas.Wire.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Mas.Server.Endpoints;

/// <summary>
/// The wire as a document of OpenAPI, made of the endpoints themselves; docs/reference/openapi.json is the same, byte for byte. It
/// is public, and made once.
/// </summary>
internal static class OpenApiEndpoint
{
    /// <summary>Where it lies.</summary>
    internal const string Path = "/openapi/v1.json";

    private const string Name = "v1";

    /// <summary>Adds what makes the document.</summary>
    internal static void Add(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            // The wire is strict, and so is what is said of it.
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Default);
            json.SerializerOptions.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        });
        services.AddOpenApi(Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = endpoint =>
                endpoint.ActionDescriptor.EndpointMetadata.OfType<EndpointDescription>().Any();
            options.AddOperationTransformer((operation, context, _) =>
            {
                OpenApiOperations.Complete(operation, context);
                return Task.CompletedTask;
            });
            options.CreateSchemaReferenceId = type => type.Type == typeof(JsonObject)
                ? RecipeSchema.Name : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
            options.AddSchemaTransformer((schema, context, _) =>
            {
                AllowNumbers(schema, context.JsonTypeInfo.Type);
                if (context.JsonTypeInfo.Type == typeof(JsonObject))
                {
                    RecipeSchema.Complete(schema);
                }

                return Task.CompletedTask;
            });
            options.AddDocumentTransformer((document, _, _) =>
            {
                Introduce(document);
                return Task.CompletedTask;
            });
        });
    }

    /// <summary>Serves it.</summary>
    internal static void Map(WebApplication application)
    {
        var document = new Lazy<Task<byte[]>>(() => Make(application.Services));
        application.MapGet(Path, async context => await Bodies.Write(context.Response, await document.Value));
    }

    private static async Task<byte[]> Make(IServiceProvider services)
    {
        var provider = services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name);
        var document = await provider.GetOpenApiDocumentAsync();
        var text = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1);
        return Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n") + "\n");
    }

    /// <summary>
    /// Mends the schema of numbers that may be <c>"NaN"</c>: the framework says that they are objects, and never null.
    /// </summary>
    private static void AllowNumbers(OpenApiSchema schema, Type type)
    {
        if (schema is not { Type: JsonSchemaType.Object, AnyOf: { Count: > 0 } kinds })
        {
            return;
        }

        schema.Type = null;
        if (type == typeof(double?))
        {
            kinds.Add(new OpenApiSchema { Type = JsonSchemaType.Null });
        }
    }

    private static void Introduce(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Mas: the wire of a fleet",
            Version = Protocol.Version.ToString(CultureInfo.InvariantCulture),
            Description = "What passes between a server, its devices and its operators. docs/reference/protocol.md says what "
                + "this form cannot: what is signed, and in which order a device asks.",
        };
        document.Servers = null;
        document.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = "devices", Description = "Signed by a device that has joined, but for the hello." },
            new() { Name = "operators", Description = "With an operator's key." },
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = OpenApiOperations.SecuritySchemes();
    }
}
