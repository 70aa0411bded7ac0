using Mas.Learning.Columns;
using Mas.Learning.Examples;

namespace Mas.Wire.Documents;

/// <summary>What a client says of its columns; fields as in <see cref="ClientColumns"/>.</summary>
/// <param name="TrainingViews">Rows to train on.</param>
/// <param name="ValidationViews">Rows to validate on.</param>
/// <param name="TestViews">Rows to test on.</param>
/// <param name="Columns">The sums of the rows to train on: of each feature, then of each target.</param>
public sealed record SummedDocument(
    int TrainingViews, int ValidationViews, int TestViews, IReadOnlyList<ColumnSums> Columns)
{
    /// <summary>The document of what a client says.</summary>
    public static SummedDocument Of(ClientColumns client) =>
        new(client.Train, client.Validation, client.Test, client.Sums);

    /// <summary>What the client says, equal in every bit to what the document was made of.</summary>
    public ClientColumns ToColumns() => new(TrainingViews, ValidationViews, TestViews, Columns);
}
