using System.Text.Json.Serialization;

namespace Mas.Federation.Rounds;

/// <summary>What a recipe's digest is made of.</summary>
[JsonSerializable(typeof(StageRecipe))]
internal sealed partial class RecipeJson : JsonSerializerContext;
