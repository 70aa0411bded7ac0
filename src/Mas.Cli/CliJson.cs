using System.Text.Json.Serialization;
using Mas.Cli.Showing;
using Mas.Cli.Verbs;
using Mas.Federation.Benchmarks;
using Mas.Federation.Planning;
using Mas.Learning.Benchmarks;
using Mas.Server.Security;

namespace Mas.Cli;

/// <summary>How the documents of <c>--json</c> are written: camelCase, indented for people who look.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(AuditDocument))]
[JsonSerializable(typeof(IReadOnlyList<OperatorKeyStatus>))]
[JsonSerializable(typeof(IReadOnlyList<JoinTokenStatus>))]
[JsonSerializable(typeof(EvaluatedRuns))]
[JsonSerializable(typeof(GroupChoice))]
[JsonSerializable(typeof(InspectionDocument))]
[JsonSerializable(typeof(ListedRuns))]
[JsonSerializable(typeof(PlanCheck))]
[JsonSerializable(typeof(PlanDocument))]
[JsonSerializable(typeof(StepFigures))]
[JsonSerializable(typeof(ProbeFigures))]
[JsonSerializable(typeof(RoundFigures))]
[JsonSerializable(typeof(InferenceFigures))]
internal sealed partial class CliJson : JsonSerializerContext;
