using Mas.Export.Cards;
using Mas.Learning;
using Microsoft.ML.OnnxRuntime;

namespace Mas.Export.Inference;

/// <summary>A file of <see cref="OnnxFile"/>, run by ONNX Runtime.</summary>
/// <remarks>Not thread-safe.</remarks>
/// <example>
/// <code>
/// using var model = OnnxModel.Open("models/dn.onnx", threads: 2);
/// var outputs = model.Predict(pictures, count: 3);
/// </code>
/// </example>
public sealed class OnnxModel : IDisposable
{
    private readonly InferenceSession _session;

    private OnnxModel(InferenceSession session, ModelCard card) => (_session, Card) = (session, card);

    /// <summary>What its file says of it.</summary>
    public ModelCard Card { get; }

    /// <summary>Whether every output is a row of numbers per example, and none a map.</summary>
    public bool MakesRows => Card.Tasks.All(task => _session.OutputMetadata[task.Output].Dimensions.Length == 2);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="threads">Threads to run it with, at least 1.</param>
    /// <exception cref="InputException">The file is not one that ONNX Runtime runs, or Mas has not written it.</exception>
    public static OnnxModel Open(string path, int threads)
    {
        InferenceSession? session = null;
        try
        {
            using var options = new SessionOptions
            {
                IntraOpNumThreads = threads,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            };
            session = new InferenceSession(path, options);
            var card = ModelCard.FromMetadata(session.ModelMetadata.CustomMetadataMap, path);
            if (!session.InputMetadata.Keys.SequenceEqual([card.Input.Name])
                || !card.Tasks.All(task => session.OutputMetadata.ContainsKey(task.Output)))
            {
                throw new InputException($"{path} has other inputs or outputs than its metadata say.");
            }

            return new OnnxModel(session, card);
        }
        catch (OnnxRuntimeException fault)
        {
            throw new InputException(
                $"{path} is not a model that ONNX Runtime can run: {PlainText.Of(fault.Message)}", fault);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    /// <summary>The outputs of some examples.</summary>
    /// <param name="inputs">The inputs, one after the other, each (H, W, C).</param>
    /// <param name="count">How many, at least 1.</param>
    /// <returns>By task, the outputs, one after the other, each (H, W, outputs).</returns>
    public float[][] Predict(ReadOnlySpan<float> inputs, int count)
    {
        var elements = Transposed(inputs, count, Card.Input.Shape.Positions);
        using var input = OrtValue.CreateTensorValueFromMemory(
            elements, [count, .. Card.Input.Sizes.Select(size => (long)size)]);
        using var run = new RunOptions();
        using var outputs = _session.Run(
            run, [Card.Input.Name], [input], [.. Card.Tasks.Select(task => task.Output)]);
        var made = new float[outputs.Count][];
        for (var task = 0; task < made.Length; task++)
        {
            made[task] = Transposed(
                outputs[task].GetTensorDataAsSpan<float>(), count, Card.Tasks[task].Task.Outputs);
        }

        return made;
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose() => _session.Dispose();

    /// <summary>The examples, each a matrix of so many rows, with rows as columns.</summary>
    private static float[] Transposed(ReadOnlySpan<float> examples, int count, int rows)
    {
        var turned = new float[examples.Length];
        var size = examples.Length / count;
        var columns = size / rows;
        for (var index = 0; index < turned.Length; index++)
        {
            var (example, place) = Math.DivRem(index, size);
            var (row, column) = Math.DivRem(place, rows);
            turned[index] = examples[(example * size) + (column * columns) + row];
        }

        return turned;
    }
}
