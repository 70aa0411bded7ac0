namespace Mas.Federation.Options;

/// <summary>Columns of a table, by their names, with commas between them.</summary>
internal sealed class ColumnsForm : ColumnForm
{
    /// <inheritdoc/>
    public override string Placeholder => "A,B,...";

    /// <inheritdoc/>
    public override string Expected => "names of columns with commas between them";
}
