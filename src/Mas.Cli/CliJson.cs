using System.Text.Json.Serialization;
using Mas.Cli.Verbs;

namespace Mas.Cli;

/// <summary>How the documents of <c>--json</c> are written: camelCase, indented for people who look.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(GroupChoice))]
[JsonSerializable(typeof(InspectionDocument))]
internal sealed partial class CliJson : JsonSerializerContext;
