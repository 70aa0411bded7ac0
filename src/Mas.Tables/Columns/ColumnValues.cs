using System.Globalization;
using System.Runtime.InteropServices;
using Mas.Learning;
using Mas.Learning.Columns;

namespace Mas.Tables.Columns;

/// <summary>
/// The values of a column while a table is read, one after another: a number, an index of a word or the days of a date
/// per row. Where the kind is not given, the first 1,000 values that are known decide: numbers, dates, else categories.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class ColumnValues(string file, string name, ColumnKind? kind)
{
    /// <summary>The index of a missing word.</summary>
    internal const int MissingWord = -1;

    private const int DecisiveValues = 1000;

    private static readonly DateTime _firstDay = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly List<string?> _undecided = [];
    private readonly List<float> _numbers = [];
    private readonly List<double> _days = [];
    private readonly List<int> _words = [];
    private readonly List<string> _vocabulary = [];
    private readonly Dictionary<string, int> _indices = [];
    private ColumnKind? _kind = kind;
    private int _known;

    /// <summary>The name of the column.</summary>
    internal string Name => name;

    /// <summary>What the numbers are before they are kept.</summary>
    internal Transform Transform { get; init; } = Transform.None;

    /// <summary>What a value is, where each row needs one; null = rows may lack it.</summary>
    internal string? Required { get; init; }

    /// <summary>What the values are; of a column without values, categories.</summary>
    internal ColumnKind Kind => _kind ?? ColumnKind.Category;

    /// <summary>The rows so far.</summary>
    internal int Count { get; private set; }

    /// <summary>Of numbers: a number per row, transformed; not a number where it is missing.</summary>
    internal ReadOnlySpan<float> Numbers => CollectionsMarshal.AsSpan(_numbers);

    /// <summary>Of dates: the days since the year 2000 per row; not a number where it is missing.</summary>
    internal ReadOnlySpan<double> Days => CollectionsMarshal.AsSpan(_days);

    /// <summary>
    /// Of categories: per row the index of its cell in <see cref="Vocabulary"/>, or <see cref="MissingWord"/>.
    /// </summary>
    internal Span<int> Words => CollectionsMarshal.AsSpan(_words);

    /// <summary>The different cells of categories, in the order of their first rows.</summary>
    internal IReadOnlyList<string> Vocabulary => _vocabulary;

    /// <summary>Adds a cell as it is written.</summary>
    internal void Add(ReadOnlySpan<char> text)
    {
        Count++;
        if (CellText.IsMissing(text))
        {
            AddMissing(text);
        }
        else if (_kind is null)
        {
            _undecided.Add(text.ToString());
            if (++_known == DecisiveValues)
            {
                Decide();
            }
        }
        else
        {
            AddKnown(text, Count);
        }
    }

    /// <summary>Adds a number of a table that has types; one that is not a number is missing.</summary>
    internal void Add(double number)
    {
        if (Kind != ColumnKind.Number && _kind is not null)
        {
            Add(double.IsNaN(number) ? "" : number.ToString("R", CultureInfo.InvariantCulture));
            return;
        }

        Count++;
        _kind ??= ColumnKind.Number;
        Replay();
        if (double.IsNaN(number))
        {
            AddMissing("NaN");
        }
        else
        {
            AddNumber(number, number.ToString("R", CultureInfo.InvariantCulture), Count);
        }
    }

    /// <summary>Adds a date of a table that has types.</summary>
    internal void Add(DateTime date)
    {
        if (Kind != ColumnKind.Date && _kind is not null)
        {
            Add(date.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
            return;
        }

        Count++;
        _kind ??= ColumnKind.Date;
        Replay();
        _days.Add((date - _firstDay).TotalDays);
    }

    /// <summary>Adds cells that are missing.</summary>
    internal void AddMissing(int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            Add("");
        }
    }

    /// <summary>Ends the column: its kind is certain from now on.</summary>
    internal void Complete()
    {
        if (_kind is null)
        {
            Decide();
        }
    }

    private void Decide()
    {
        string[] known = [.. _undecided.OfType<string>()];
        _kind = known.Length == 0 ? ColumnKind.Category
            : Array.TrueForAll(known, text => CellText.TryNumber(text, out _)) ? ColumnKind.Number
            : Array.TrueForAll(known, text => CellText.TryDate(text, out _)) ? ColumnKind.Date
            : ColumnKind.Category;
        Replay();
    }

    private void Replay()
    {
        for (var row = 0; row < _undecided.Count; row++)
        {
            if (_undecided[row] is { } text)
            {
                AddKnown(text, row + 1);
            }
            else
            {
                KeepMissing();
            }
        }

        _undecided.Clear();
    }

    private void AddKnown(ReadOnlySpan<char> text, long row)
    {
        if (Kind is ColumnKind.Category or ColumnKind.Categories)
        {
            AddWord(text);
        }
        else if (Kind == ColumnKind.Number)
        {
            if (!CellText.TryNumber(text, out var number))
            {
                throw Fault(text, row, Transform.Expected);
            }

            AddNumber(number, text, row);
        }
        else if (CellText.TryDate(text, out var date))
        {
            _days.Add((date - _firstDay).TotalDays);
        }
        else
        {
            throw Fault(text, row, "a date such as 2026-03-01 or 2026-03-01 18:30:00");
        }
    }

    private void AddNumber(double number, ReadOnlySpan<char> text, long row)
    {
        if (!float.IsFinite((float)number))
        {
            throw Fault(text, row, "a finite number");
        }

        var transformed = (float)Transform.Of(number);
        if (!float.IsFinite(transformed))
        {
            throw Fault(text, row, $"{Transform.Expected}, for {Transform.Name}");
        }

        _numbers.Add(transformed);
    }

    private void AddWord(ReadOnlySpan<char> text)
    {
        var lookup = _indices.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(text, out var index))
        {
            index = _vocabulary.Count;
            var word = text.ToString();
            _indices.Add(word, index);
            _vocabulary.Add(word);
        }

        _words.Add(index);
    }

    private void AddMissing(ReadOnlySpan<char> text)
    {
        if (Required is not null)
        {
            throw Fault(text, Count, Required);
        }

        if (_kind is null)
        {
            _undecided.Add(null);
        }
        else
        {
            KeepMissing();
        }
    }

    private void KeepMissing()
    {
        if (Kind == ColumnKind.Number)
        {
            _numbers.Add(float.NaN);
        }
        else if (Kind == ColumnKind.Date)
        {
            _days.Add(double.NaN);
        }
        else
        {
            _words.Add(MissingWord);
        }
    }

    private InputException Fault(ReadOnlySpan<char> text, long row, string expected) =>
        CellFault.Of(file, row, name, text.ToString(), expected);
}
