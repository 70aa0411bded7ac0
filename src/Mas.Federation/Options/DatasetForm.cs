namespace Mas.Federation.Options;

/// <summary>
/// A data set's folder, a table's file, or the word <c>rooms</c>, which is neither: the embedded data set.
/// </summary>
public sealed class DatasetForm : FolderForm
{
    /// <summary>The word for the embedded data set.</summary>
    public const string Rooms = "rooms";

    /// <summary>The source that opens a folder where none is named.</summary>
    public const string Folder = "taskonomy";

    /// <summary>The source that opens a folder where columns are named and no source.</summary>
    public const string Labels = "labels";

    /// <summary>The source that opens a file where none is named.</summary>
    public const string Table = "table";

    private static readonly string[] _endings = [".csv", ".csv.gz", ".tsv", ".tsv.gz", ".parquet"];

    /// <inheritdoc/>
    public override string Placeholder => "PLACE";

    /// <inheritdoc/>
    public override string Expected => "a folder or a file";

    /// <summary>The source that opens what lies at a place: of a file that is not there, its name says what it is.</summary>
    /// <param name="place">The folder or file; null = the embedded data set.</param>
    /// <param name="hasColumns">Whether columns are named.</param>
    internal static string SourceOf(string? place, bool hasColumns) => place is null ? Rooms
        : File.Exists(place) || _endings.Any(ending => place.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            ? Table
        : hasColumns ? Labels : Folder;

    /// <inheritdoc/>
    public override bool TryRead(string text, out object? value)
    {
        value = text == Rooms ? null : text;
        return true;
    }
}
