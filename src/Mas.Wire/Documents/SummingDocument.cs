using Mas.Learning.Examples;

namespace Mas.Wire.Documents;

/// <summary>What a client is asked to say of its columns before a run begins.</summary>
/// <param name="Columns">Which columns, and how rows are split.</param>
public sealed record SummingDocument(ColumnChoice Columns);
