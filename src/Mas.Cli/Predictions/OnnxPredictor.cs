using Mas.Cli.Parsing;
using Mas.Export.Inference;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;

namespace Mas.Cli.Predictions;

/// <summary>A model in a file of ONNX, run by ONNX Runtime.</summary>
internal sealed class OnnxPredictor : IPredictor
{
    private readonly string _path;
    private readonly OnnxModel _model;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file is not one that ONNX Runtime runs, or Mas has not written it.</exception>
    public OnnxPredictor(string path)
    {
        (_path, _model) = (path, OnnxModel.Open(path, Environment.ProcessorCount));
        var card = _model.Card;
        Tasks = [.. card.Tasks.Select(task => CommandCatalogue.Learning.Resolve(task.Task))];
        Meaning = new DataMeaning(
            card.Input.Channels,
            [.. card.Tasks.Select(task => new TargetMeaning(task.Task.Field, task.Unit, task.Classes))]);
    }

    /// <inheritdoc/>
    public FieldShape Input => _model.Card.Input.Shape;

    /// <inheritdoc/>
    public IReadOnlyList<LearningTask> Tasks { get; }

    /// <inheritdoc/>
    public DataMeaning Meaning { get; }

    /// <inheritdoc/>
    public bool MakesRows => _model.MakesRows;

    /// <inheritdoc/>
    public string? DataPlace => null;

    /// <inheritdoc/>
    public IShardSet OpenData(string? data, string? cache, CancellationToken cancellation) => RunData.Open(
        new RunOptions
        {
            Learning = CommandCatalogue.Learning,
            Data = data ?? throw new InputException($"{_path} has no data of its own; give --data or --picture."),
            Cache = cache,
            ImageSize = Input.Height,
            Tasks = TaskMarks.Write([.. Tasks.Select(task => task.Mark)]),
            OwnTasks =
            [
                .. Tasks.Where(task => CommandCatalogue.Learning.Find(task.Mark) is null).Select(task => task.Describe()),
            ],
        },
        null, cancellation);

    /// <inheritdoc/>
    public float[][] Predict(ReadOnlySpan<float> inputs, int count) => _model.Predict(inputs, count);

    /// <summary>Closes the file.</summary>
    public void Dispose() => _model.Dispose();
}
