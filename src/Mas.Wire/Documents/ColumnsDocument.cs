using System.Text.Json.Serialization;
using Mas.Learning.Columns;
using Mas.Learning.Examples;

namespace Mas.Wire.Documents;

/// <summary>How a client reads its columns in a run: as all other clients do.</summary>
/// <param name="Choice">Which columns are read, and how rows are split.</param>
/// <param name="Described">What all clients know of them: of each feature, then of each target.</param>
public sealed record ColumnsDocument(ColumnChoice Choice, IReadOnlyList<ColumnDescription> Described)
{
    /// <summary>The SHA-256 of the document, by which equal ones are known.</summary>
    [JsonIgnore]
    public string Sha256 => Sha256Name.Of(ToBytes());

    /// <summary>The document's bytes.</summary>
    public byte[] ToBytes() => WireJson.Write(this, WireJson.Default.ColumnsDocument);
}
