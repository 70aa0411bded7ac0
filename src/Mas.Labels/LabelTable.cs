using Mas.Labels.Decoding;
using Mas.Learning;
using Mas.Learning.Columns;
using Mas.Tables;
using Mas.Tables.Columns;

namespace Mas.Labels;

/// <summary>A table of labels, whose rows name pictures in its folder; no picture is read.</summary>
internal sealed class LabelTable
{
    private const string PictureColumn = "file";
    private const int MostShown = 20;

    private readonly TableOptions _options;
    private readonly TableColumn _pictures;
    private readonly string _folder;

    /// <summary>Reads a table.</summary>
    /// <param name="options">How it is read; its only feature is the column of the pictures.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">
    /// Something is wrong with the options, the table or the list of pictures; the message names every fault.
    /// </exception>
    internal LabelTable(TableOptions options, CancellationToken cancellation)
    {
        _options = WithPictures(options);
        _folder = Path.GetDirectoryName(Path.GetFullPath(options.File))!;
        Rows = new TableRows(_options, cancellation);
        Described = new DescribedTable(_options, Rows, []);
        _pictures = Rows.Features[0];
        Throw([.. Described.Faults, .. PictureFaults()]);
    }

    /// <summary>The options with the column of the pictures as their only feature.</summary>
    /// <exception cref="InputException">They name several.</exception>
    internal static TableOptions WithPictures(TableOptions options)
    {
        var column = options.Features switch
        {
            null => PictureColumn,
            [var only] => only.Column,
            var several => throw new InputException(ValueFault.Of(
                $"{options.File}: the features", $"'{string.Join(",", several)}'",
                $"the column with the paths of the pictures, which is '{PictureColumn}' by default")),
        };
        return options with { Features = [new TableFeature(column, ColumnKind.Category)] };
    }

    /// <summary>The rows of each client.</summary>
    internal TableRows Rows { get; }

    /// <summary>What is known of the targets.</summary>
    internal DescribedTable Described { get; }

    /// <summary>The folder of the table, in which the pictures are.</summary>
    internal string Folder => _folder;

    /// <summary>What readers should know before training, a sentence each.</summary>
    internal IEnumerable<string> Notes()
    {
        foreach (var found in Described.UnseenClasses())
        {
            yield return FormattableString.Invariant(
                $"{_options.File}, row {found.Row + 1}: the class '{PlainText.Of(found.Class)}' of '{found.Column}' ")
                + $"occurs only in {found.Split.ToString().ToLowerInvariant()} and is not learned.";
        }

        if (_options.OnlyClient is null && Unlisted() is [var first, ..] unlisted)
        {
            yield return $"{Plural.Of(unlisted.Count, "picture")} in {_folder} {(unlisted.Count == 1 ? "is" : "are")} "
                + $"not listed in {_options.File}, such as {PlainText.Of(first)}.";
        }
    }

    /// <summary>The file of a row's picture.</summary>
    internal string PathOf(int row) => Path.Combine(_folder, NameOf(row));

    /// <summary>A row's picture as the table names it.</summary>
    internal string NameOf(int row) => _pictures.WordOf(row)!;

    /// <summary>The beginning of a sentence about the picture of a row.</summary>
    internal string PlaceOf(int row) => FormattableString.Invariant($"{_options.File}, row {row + 1}");

    /// <summary>Reports faults, if there are any: the first ones, and how many more.</summary>
    /// <exception cref="InputException">There are faults.</exception>
    internal static void Throw(IReadOnlyList<string> faults)
    {
        if (faults.Count == 0)
        {
            return;
        }

        var more = faults.Count > MostShown ? [$"and {Plural.Of(faults.Count - MostShown, "more fault")}."] : Array.Empty<string>();
        throw new InputException(string.Join(Environment.NewLine, [.. faults.Take(MostShown), .. more]));
    }

    private IEnumerable<string> PictureFaults()
    {
        var rows = new Dictionary<int, int>();
        foreach (var row in Rows.Clients.SelectMany(client => client.Rows).SelectMany(split => split).Order())
        {
            if (Expected(row, rows) is { } expected)
            {
                yield return CellFault.Of(
                    _options.File, row + 1, _pictures.Name, _pictures.WordOf(row) ?? "", expected).Message;
            }
        }
    }

    private string? Expected(int row, Dictionary<int, int> rows)
    {
        if (_pictures.WordOf(row) is not { } name)
        {
            return "the path of a picture";
        }

        if (!rows.TryAdd(_pictures.CellOf(row), row))
        {
            return $"a picture that no other row lists, as row {rows[_pictures.CellOf(row)] + 1} does";
        }

        var path = Path.GetFullPath(name, _folder);
        return !path.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? "a path inside the folder of the table"
            : File.Exists(path) ? null : $"a file in {_folder}";
    }

    // What is hidden, such as the cache, is not meant.
    private List<string> Unlisted()
    {
        var listed = Rows.Clients.SelectMany(client => client.Rows).SelectMany(split => split)
            .Select(row => Path.GetFullPath(NameOf(row), _folder)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)
                .Where(file => PictureDecoder.Endings.Contains(Path.GetExtension(file).ToLowerInvariant())
                    && !listed.Contains(file))
                .Select(file => Path.GetRelativePath(_folder, file))
                .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.')))
                .Order(StringComparer.Ordinal),
        ];
    }
}
