using System.Globalization;
using Mas.Federation.Options;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;

namespace Mas.Federation.Runs;

/// <summary>
/// Which options of a run do not fit each other, whatever its method: what a method asks of them, its catalogue knows.
/// What each may be by itself is declared where it is, in <see cref="RunOptions"/>.
/// </summary>
internal static class RunRules
{
    /// <summary>Every fault of the options: of each by itself, then of what does not fit.</summary>
    internal static IReadOnlyList<OptionFault> Faults(RunOptions options)
    {
        OptionFault[] alone = [.. RunTable.Standard.Faults(options)];

        // Whether the encoder reads examples of an invalid shape, or of one that only the data say, is not the question.
        var encoder = alone.Length == 0 && IsShapeKnown(options) ? Encoder(options) : [];
        return
        [
            .. alone,
            .. Names(options).Concat(Columns(options)).Concat(Tasks(options)).Concat(encoder).Concat(Embeddings(options)).Concat(Quorum(options))
                .Concat(WarmUp(options)).Concat(Patience(options))
                .Where(fault => alone.All(wrong => wrong.Option != fault.Option)),
        ];
    }

    private static bool IsShapeKnown(RunOptions options) =>
        options.Input is not null || options.SourceName is DatasetForm.Rooms or DatasetForm.Folder or DatasetForm.Labels;

    private static IEnumerable<OptionFault> Names(RunOptions options) =>
    [
        .. Named(nameof(RunOptions.Encoder), options.Encoder, options.Learning.Encoders.Select(encoder => encoder.Name)),
        .. options.Source is { } source
            ? Named(nameof(RunOptions.Source), source, options.Learning.Sources.Select(known => known.Name)) : [],
    ];

    private static IEnumerable<OptionFault> Named(string property, string name, IEnumerable<string> known) =>
        known.Contains(name) ? [] : [OptionFault.Of(
            RunTable.Standard[property].Name, $"'{name}'", $"one of {string.Join(", ", known)}")];

    // Whether there is such a source is said elsewhere.
    private static IEnumerable<OptionFault> Columns(RunOptions options)
    {
        var source = options.Learning.Sources.FirstOrDefault(source => source.Name == options.SourceName);
        if (source is null)
        {
            return [];
        }

        return source is IColumnSource
            ? new[] { nameof(RunOptions.Client), nameof(RunOptions.Targets) }.Select(property => RunTable.Standard[property])
                .Where(option => option.Of(options) is null)
                .Select(option => OptionFault.Of(
                    option.Name, "left out", $"{option.Form.Expected}, as --source is '{source.Name}'"))
            : new[]
                {
                    nameof(RunOptions.Client), nameof(RunOptions.Targets), nameof(RunOptions.Features),
                    nameof(RunOptions.SplitBy),
                }.Select(property => RunTable.Standard[property])
                .Where(option => option.Of(options) is not null)
                .Select(option => OptionFault.Of(
                    option.Name, option.Form.Shown(option.Of(options)),
                    $"nothing, as --source is '{source.Name}', which has no columns"));
    }

    private static IEnumerable<OptionFault> Encoder(RunOptions options)
    {
        var encoder = options.Learning.Encoders.FirstOrDefault(encoder => encoder.Name == options.Encoder);
        if (encoder?.Fault(options.InputShape) is not null)
        {
            yield return OptionFault.Of(
                RunTable.Name(nameof(RunOptions.Encoder)).Name, $"'{options.Encoder}'",
                $"an encoder that reads inputs {options.InputShape}");
        }
    }

    private static IEnumerable<OptionFault> Embeddings(RunOptions options)
    {
        if (options.EmbeddingWidth != EmbeddingWidth.None && IsShapeKnown(options) && !options.InputShape.IsFlat)
        {
            yield return new(
                RunTable.Name(nameof(RunOptions.EmbeddingWidth)).Name, $"{options.EmbeddingWidth}",
                $"{EmbeddingWidth.None}, as the inputs are pictures {options.InputShape}");
        }
    }

    private static IEnumerable<OptionFault> Tasks(RunOptions options)
    {
        var name = RunTable.Name(nameof(RunOptions.Tasks)).Name;
        var faults = (options.OwnTasks ?? []).SelectMany((task, place) => task.Faults($"ownTasks[{place}]")).ToList();
        var known = options.Learning;
        try
        {
            known = options.Known();
        }
        catch (InputException fault)
        {
            faults.Add(fault.Message);
        }

        if (faults.Count > 0)
        {
            yield return new(
                name, $"'{options.Tasks}'", $"own tasks without a fault: {string.Join(' ', faults)}");
            yield break;
        }

        var unknown = TaskMarks.Read(options.Tasks).Where(mark => known.Find(mark) is null).ToArray();
        if (unknown.Length > 0)
        {
            yield return new(
                name, $"'{options.Tasks}', where '{TaskMarks.Write(unknown).TrimEnd(',')}' is not a task",
                $"{TasksForm.ExpectedOf(known.Tasks)}");
        }
    }

    private static IEnumerable<OptionFault> Patience(RunOptions options)
    {
        if (options is { Patience: > 0, EvaluateEvery: 0 })
        {
            yield return new(
                RunTable.Name(nameof(RunOptions.EvaluateEvery)).Name, "0",
                $"at least 1, as {RunTable.Name(nameof(RunOptions.Patience))} is {options.Patience}");
        }
    }

    private static IEnumerable<OptionFault> WarmUp(RunOptions options)
    {
        var range = new IntegerRange(0, Math.Max(0, options.Rounds - 1));
        if (!range.Contains(options.WarmUp))
        {
            yield return new(
                RunTable.Name(nameof(RunOptions.WarmUp)).Name, options.WarmUp.ToString(CultureInfo.InvariantCulture),
                $"{range.Expected}, as {RunTable.Name(nameof(RunOptions.Rounds))} is {options.Rounds}");
        }
    }

    private static IEnumerable<OptionFault> Quorum(RunOptions options)
    {
        var range = new IntegerRange(1, Math.Max(1, options.ClientsPerRound));
        if (!range.Contains(options.Quorum))
        {
            yield return new(
                RunTable.Name(nameof(RunOptions.Quorum)).Name, options.Quorum.ToString(CultureInfo.InvariantCulture),
                $"{range.Expected}, as {RunTable.Name(nameof(RunOptions.ClientsPerRound))} is {options.ClientsPerRound}");
        }
    }
}
