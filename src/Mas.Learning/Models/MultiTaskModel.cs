using Mas.Engine.Parameters;
using Mas.Learning.Tasks;

namespace Mas.Learning.Models;

/// <summary>
/// One encoder shared by a group of tasks and a decoder for each of them. The encoder's weights lead the block of
/// parameters; names begin with <c>encoder.</c> or <c>decoders.</c> and the task's mark, so that models of
/// different groups find what they have in common by name.
/// </summary>
public sealed class MultiTaskModel : IDisposable
{
    /// <summary>What the names of the encoder's parameters begin with.</summary>
    public const string EncoderPrefix = "encoder.";

    /// <summary>Declares and allocates the model; all values are zero.</summary>
    /// <param name="encoder">The name of the encoder, see <see cref="Encoders"/>.</param>
    /// <param name="tasks">The group's tasks; at least one.</param>
    /// <param name="onPaper">Whether it gets shapes alone and no memory.</param>
    public MultiTaskModel(string encoder, IReadOnlyList<LearningTask> tasks, bool onPaper = false)
        : this(scope => Encoders.Create(encoder, scope), DecoderOptions.Standard, tasks, onPaper)
    {
    }

    /// <summary>Declares and allocates a model of any width.</summary>
    public MultiTaskModel(
        Func<ParameterScope, IEncoder> encoder, DecoderOptions decoder, IReadOnlyList<LearningTask> tasks,
        bool onPaper = false)
    {
        Tasks = tasks;
        Parameters = new ParameterSet();
        Encoder = encoder(Parameters.Root.Child("encoder"));
        EncoderWeightCount = Parameters.Layout().WeightCount;
        var decoders = Parameters.Root.Child("decoders");
        Decoders = [.. tasks.Select(task => new Decoder(
            decoders.Child(task.Mark), Encoder.Features, task.Outputs, decoder))];
        Parameters.Allocate(onPaper);
    }

    /// <summary>The group's tasks.</summary>
    public IReadOnlyList<LearningTask> Tasks { get; }

    /// <summary>The shared part.</summary>
    public IEncoder Encoder { get; }

    /// <summary>The tasks' own parts, in the order of <see cref="Tasks"/>.</summary>
    public IReadOnlyList<Decoder> Decoders { get; }

    /// <summary>All parameters.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>Elements at the head of the weights that belong to the encoder.</summary>
    public int EncoderWeightCount { get; }

    /// <summary>Frees the parameters.</summary>
    public void Dispose() => Parameters.Dispose();
}
