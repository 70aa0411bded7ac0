using Mas.Export.Cards;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Exchange;
using Mas.Learning.Files;
using Mas.Learning.Tasks;

namespace Mas.Export;

/// <summary>The final models of a run as files for other programs, one per group.</summary>
/// <example>
/// <code>
/// using var folder = RunFolder.Look("runs/first", catalogue);
/// var files = RunExport.Of(folder).Write(ExportFormat.Onnx, "models", folder.Meaning);
/// </code>
/// </example>
public sealed class RunExport
{
    private readonly RunFolder _folder;
    private readonly IReadOnlyList<IGrouping<StageHistory, LearningTask>> _models;

    private RunExport(RunFolder folder, IReadOnlyList<IGrouping<StageHistory, LearningTask>> models) =>
        (_folder, _models) = (folder, models);

    /// <summary>The final models of a run, each with the tasks it serves: heads that only helped in training are left out.</summary>
    /// <exception cref="InputException">The run has not ended, or its journal is damaged.</exception>
    public static RunExport Of(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var history = RunHistory.ReadFinished(folder);
        return new RunExport(folder,
        [
            .. folder.Options.TaskSet()
                .SelectMany(task => history.ServersOf(task.Mark).Select(stage => (Stage: stage, Task: task)))
                .GroupBy(pair => pair.Stage, pair => pair.Task),
        ]);
    }

    /// <summary>Writes every model.</summary>
    /// <param name="format">The format.</param>
    /// <param name="directory">Where to; created if missing, and files of the same names are replaced.</param>
    /// <param name="meaning">What the numbers of the run's data mean.</param>
    /// <returns>The files.</returns>
    /// <exception cref="InputException">
    /// A checkpoint is damaged, or a model cannot be written in the format; says why.
    /// </exception>
    /// <exception cref="IOException">A file cannot be written; the message names it.</exception>
    public IReadOnlyList<string> Write(ExportFormat format, string directory, DataMeaning meaning)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(meaning);
        Directory.CreateDirectory(directory);
        var letters = _models.Select(LettersOf).ToList();
        return
        [
            .. _models.Zip(letters, (model, own) =>
            {
                // Where clients have models of their own, all have the same tasks.
                var name = letters.Count(other => other == own) == 1
                    ? own : Path.GetFileNameWithoutExtension(model.Key.Finished!.Checkpoint);
                var path = Path.Combine(directory, $"{name}.{format.Name}");
                Write(model.Key, [.. model], format, path, meaning);
                return path;
            }),
        ];
    }

    private static string LettersOf(IEnumerable<LearningTask> tasks) =>
        TaskMarks.InNames([.. tasks.Select(task => task.Mark)]);

    private void Write(
        StageHistory stage, IReadOnlyList<LearningTask> tasks, ExportFormat format, string path, DataMeaning meaning)
    {
        var (options, saved) = (_folder.Options, stage.Finished!);
        using var weights = _folder.Checkpoints.Load(new SavedCheckpoint(saved.Checkpoint, saved.Sha256), out var fault)
            ?? throw new InputException($"{_folder.Path}: {fault}");
        var trace = ModelTrace.Of(options.Model(tasks), options.Learning);
        var origin = new CardOrigin(Version, stage.Name, saved.Round, saved.Sha256, options.Encoder, options.Norm);
        var card = ModelCard.Of(origin, trace.Description, meaning);
        DurableFile.Write(path, stream => format.Write(stream, trace, weights, card));
    }

    private static string Version => typeof(RunExport).Assembly.GetName().Version!.ToString(3);
}
