using System.Text.Json.Serialization;

namespace Mas.Federation.Runs;

/// <summary>A matrix and a row of it, on one line.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(double?[][]))]
[JsonSerializable(typeof(double?[]))]
[JsonSerializable(typeof(double[]))]
internal sealed partial class MatrixJson : JsonSerializerContext;
