using System.Text.Json;
using System.Text.Json.Serialization;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;

namespace Mas.Federation.Runs;

/// <summary>How the files of a run folder that people open are written: indented, camelCase.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters = [typeof(MatrixJsonConverter)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunOptions))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(IReadOnlyList<TaskDescription>))]
[JsonSerializable(typeof(ShardsDigest))]
[JsonSerializable(typeof(DataMeaning))]
[JsonSerializable(typeof(ResultFile))]
[JsonSerializable(typeof(AffinityFile))]
internal sealed partial class RunJson : JsonSerializerContext;
