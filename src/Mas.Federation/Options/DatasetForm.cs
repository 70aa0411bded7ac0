namespace Mas.Federation.Options;

/// <summary>A data set's folder, or the word <c>rooms</c>, which is no folder: the embedded data set.</summary>
public sealed class DatasetForm : FolderForm
{
    /// <summary>The word for the embedded data set.</summary>
    public const string Rooms = "rooms";

    /// <summary>The source that opens a folder where none is named.</summary>
    public const string Folder = "taskonomy";

    /// <inheritdoc/>
    public override bool TryRead(string text, out object? value)
    {
        value = text == Rooms ? null : text;
        return true;
    }
}
