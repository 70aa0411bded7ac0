namespace Mas.Federation.Options;

/// <summary>What stays together where rows are split.</summary>
internal sealed class SplitForm : ColumnForm
{
    /// <inheritdoc/>
    public override string Placeholder => "UNIT";

    /// <inheritdoc/>
    public override string Expected => "row, group:COLUMN, given:COLUMN, day, week or month";
}
