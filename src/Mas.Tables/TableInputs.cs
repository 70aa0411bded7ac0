using Mas.Learning;
using Mas.Learning.Columns;
using Mas.Learning.Examples;
using Mas.Learning.Files;
using Mas.Tables.Columns;
using Mas.Tables.Reading;

namespace Mas.Tables;

/// <summary>
/// The rows of a table as a trained model reads them: its features alone, by what the training rows said of them. The
/// table needs neither clients nor targets.
/// </summary>
/// <remarks>Thread-safe.</remarks>
/// <example>
/// <code>
/// var inputs = TableInputs.Open("new.csv", folder.Meaning.Channels, CancellationToken.None);
/// var row = new float[inputs.Shape.Channels];
/// inputs.Fill(row, 0);
/// </code>
/// </example>
public sealed class TableInputs
{
    private readonly FeatureRow _features;

    private TableInputs(int count, FeatureRow features) => (Count, _features) = (count, features);

    /// <summary>How many rows.</summary>
    public int Count { get; }

    /// <summary>The shape of a row, as a model reads it.</summary>
    public FieldShape Shape => FieldShape.Flat(_features.Width);

    /// <summary>Reads a table.</summary>
    /// <param name="file">The file: CSV, plain or packed by gzip, or Parquet.</param>
    /// <param name="channels">What each number of a row is, as <see cref="DataMeaning.Channels"/> of the training data.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">
    /// The channels are not those of columns, a column is missing, or something is wrong with the table; the message names
    /// file, row and column.
    /// </exception>
    public static TableInputs Open(string file, IReadOnlyList<InputChannel> channels, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(channels);
        var described = FeatureChannels.Columns(channels);
        var table = TableFile.Open(file);
        var faults = described.Select(column => column.Column)
            .Where(name => !table.Columns.Contains(name) && !DateParts.Is(name, table.Columns))
            .Select(name => $"{file} has no column '{PlainText.Of(name)}', which the model reads; "
                + (KnownNames.Nearest(name, table.Columns) is { } near ? $"did you mean '{PlainText.Of(near)}'?"
                    : $"its columns are {PlainText.Of(string.Join(", ", table.Columns))}."));
        if (string.Join(Environment.NewLine, faults) is { Length: > 0 } sentences)
        {
            throw new InputException(sentences);
        }

        var reading = new ColumnReading(file, table);
        foreach (var column in described)
        {
            reading.Add(column.Column, column.Kind);
        }

        var values = reading.Read(cancellation);
        var count = values[described[0].Column].Count;
        if (count == 0)
        {
            throw new InputException($"{file} has a header and no rows; expected at least one.");
        }

        return new TableInputs(count, new FeatureRow([.. described.Select(column => Described(column, values))]));
    }

    /// <summary>Writes the numbers of a row.</summary>
    /// <param name="to">As many as the shape has channels, overwritten.</param>
    /// <param name="row">The row, counted from 0.</param>
    public void Fill(Span<float> to, int row) => _features.Write(to, [row]);

    private static TableColumn Described(
        ColumnDescription description, IReadOnlyDictionary<string, ColumnValues> values)
    {
        var column = new TableColumn(values[description.Column]);
        column.Describe(description);
        return column;
    }
}
