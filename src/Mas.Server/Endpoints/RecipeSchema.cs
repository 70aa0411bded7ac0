using System.Text.Json;
using Mas.Federation.Options;
using Mas.Federation.Runs;
using Microsoft.OpenApi;

namespace Mas.Server.Endpoints;

/// <summary>What OpenAPI says of a recipe: the options it may state, from their table, and own tasks.</summary>
internal static class RecipeSchema
{
    /// <summary>What the schema is called.</summary>
    internal const string Name = "RecipeDocument";

    /// <summary>Completes the schema of an object of which the framework knows nothing.</summary>
    internal static void Complete(OpenApiSchema schema)
    {
        schema.Type = JsonSchemaType.Object;
        schema.AdditionalPropertiesAllowed = false;
        schema.Properties = RunRecipe.Options.ToDictionary(
            option => option.JsonName,
            IOpenApiSchema (option) => new OpenApiSchema
            {
                Type = Kind(option) | JsonSchemaType.Null,
                Description = option.Help,
            });
        schema.Properties[RunRecipe.OwnTasks] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array | JsonSchemaType.Null,
            Items = new OpenApiSchema { Type = JsonSchemaType.Object },
            Description = "Tasks of the recipe's own, each a TaskDescription, which the submission's tasks may name.",
        };
    }

    private static JsonSchemaType Kind(OptionDefinition option) => option.Form switch
    {
        RealForm => JsonSchemaType.Number,
        { JsonKind: JsonValueKind.Number } => JsonSchemaType.Integer,
        { JsonKind: JsonValueKind.True } => JsonSchemaType.Boolean,
        _ => JsonSchemaType.String,
    };
}
