using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Mas.Learning.Files;

namespace Mas.Wire.Documents;

/// <summary>
/// Reads and writes documents without reflection. Strict: a field that is missing, unknown or there twice is a fault,
/// since an order that is understood in part would be carried out wrongly. Numbers keep their bits.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    UseStringEnumConverter = true,
    MaxDepth = 8)]
[JsonSerializable(typeof(OrderDocument))]
[JsonSerializable(typeof(UpdateDocument))]
[JsonSerializable(typeof(FailureDocument))]
[JsonSerializable(typeof(HelloDocument))]
[JsonSerializable(typeof(JoinDocument))]
[JsonSerializable(typeof(StatementDocument))]
[JsonSerializable(typeof(RefusalDocument))]
[JsonSerializable(typeof(SubmissionDocument))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(SubmittedDocument))]
[JsonSerializable(typeof(ApprovalDocument))]
[JsonSerializable(typeof(FetchDocument))]
[JsonSerializable(typeof(FleetStatus))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, double>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
public sealed partial class WireJson : JsonSerializerContext
{
    private const int MostFaults = 10;

    /// <summary>Writes a document.</summary>
    public static byte[] Write<T>(T document, JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToUtf8Bytes(document, type);

    /// <summary>Reads a document.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="type">What it is.</param>
    /// <param name="longest">How many bytes it may have.</param>
    /// <exception cref="InvalidDataException">It is too long, or not the expected JSON.</exception>
    public static T Read<T>(ReadOnlySpan<byte> bytes, JsonTypeInfo<T> type, int longest = Protocol.LongestDocument)
        where T : class
    {
        if (bytes.Length > longest)
        {
            throw new InvalidDataException(
                $"The document has {bytes.Length} bytes; at most {longest} are possible.");
        }

        try
        {
            return JsonSerializer.Deserialize(bytes, type)
                ?? throw new InvalidDataException("The document is null.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException(
                $"The document is not the expected JSON: {Sentence(bytes, type, fault)}", fault);
        }
    }

    /// <summary>Every fault of the document's form if they can be found, else the reader's message.</summary>
    private static string Sentence(ReadOnlySpan<byte> bytes, JsonTypeInfo type, JsonException fault)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = type.Options.MaxDepth });
            using var document = JsonDocument.ParseValue(ref reader);
            var faults = JsonForm.Faults(document.RootElement, type).Take(MostFaults).ToArray();
            return faults.Length > 0 ? string.Join(' ', faults) : fault.Message;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // Text that is not UTF-8 is found only where it is looked at.
            return fault.Message;
        }
    }
}
