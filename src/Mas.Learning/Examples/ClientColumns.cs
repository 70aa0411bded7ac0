using Mas.Learning.Columns;

namespace Mas.Learning.Examples;

/// <summary>What one client says of its columns before anything is learned: how many rows it has, and their sums.</summary>
/// <param name="Train">Rows to train on.</param>
/// <param name="Validation">Rows to validate on.</param>
/// <param name="Test">Rows to test on.</param>
/// <param name="Sums">The sums of the rows to train on: of each feature, then of each target.</param>
public sealed record ClientColumns(int Train, int Validation, int Test, IReadOnlyList<ColumnSums> Sums);
