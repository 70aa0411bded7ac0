using System.Text.Json.Serialization;

namespace Mas.Reports.Comparing;

/// <summary>The values of several seeds, on one line.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(double[]))]
internal sealed partial class OverSeedsJson : JsonSerializerContext;
