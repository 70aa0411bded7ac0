using Mas.Learning.Examples;
using Mas.Learning.Tasks;

namespace Mas.Cli.Predictions;

/// <summary>Trained models that predict: of a run, or of a file.</summary>
/// <remarks>Not thread-safe.</remarks>
internal interface IPredictor : IDisposable
{
    /// <summary>What the models read of an example.</summary>
    FieldShape Input { get; }

    /// <summary>What they predict.</summary>
    IReadOnlyList<LearningTask> Tasks { get; }

    /// <summary>What the numbers they read and predict mean.</summary>
    DataMeaning Meaning { get; }

    /// <summary>Whether each prediction is a row of numbers, and none a map.</summary>
    bool MakesRows { get; }

    /// <summary>Where the data lie that they were trained on; null where that is not known.</summary>
    string? DataPlace { get; }

    /// <summary>Opens data that fit the models.</summary>
    /// <param name="data">Where they lie; null = where <see cref="DataPlace"/> says.</param>
    /// <param name="cache">The folder for packed pictures; null = the usual one.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="Mas.Learning.InputException">There are none, or something is wrong with them.</exception>
    IShardSet OpenData(string? data, string? cache, CancellationToken cancellation);

    /// <summary>The outputs of some examples.</summary>
    /// <param name="inputs">The inputs, one after the other, each (H, W, C).</param>
    /// <param name="count">How many, at least 1.</param>
    /// <returns>By task, the outputs, one after the other, each (H, W, outputs).</returns>
    float[][] Predict(ReadOnlySpan<float> inputs, int count);
}
