using Mas.Engine.Parameters;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;

namespace Mas.Learning.Models;

/// <summary>
/// One encoder shared by a group of tasks and a head for each of them. The encoder's weights lead the block of
/// parameters; names begin with <c>encoder.</c> or <c>decoders.</c> and the task's mark, so that models of
/// different groups find what they have in common by name.
/// </summary>
public sealed class MultiTaskModel : IDisposable
{
    /// <summary>What the names of the encoder's parameters begin with.</summary>
    public const string EncoderPrefix = "encoder.";

    private const string Decoders = "decoders";

    /// <summary>What the names of the parameters of a task's decoder begin with.</summary>
    /// <param name="mark">The task's mark.</param>
    public static string PrefixOf(string mark) => $"{Decoders}.{mark}.";

    /// <summary>Declares and allocates the model; all values are zero.</summary>
    /// <param name="description">What it is.</param>
    /// <param name="encoder">The encoder that the description names.</param>
    /// <param name="norm">The norm that it names.</param>
    /// <param name="heads">The heads that its tasks name, in their order.</param>
    /// <param name="onPaper">Whether it gets shapes alone and no memory.</param>
    /// <exception cref="InputException">The encoder cannot read such inputs, or they have no such embeddings.</exception>
    public MultiTaskModel(
        ModelDescription description, EncoderEntry encoder, NormEntry norm, IReadOnlyList<HeadEntry> heads,
        bool onPaper = false)
    {
        var (input, embeddings) = (description.Input, description.Embeddings);
        if (ChannelEmbedding.Faults("Embeddings", input, embeddings).Prepend(encoder.Fault(input)).OfType<string>()
            .FirstOrDefault() is { } fault)
        {
            throw new InputException(fault);
        }

        Description = description;
        Parameters = new ParameterSet();
        var shared = Parameters.Root.Child("encoder");
        Encoder = embeddings.Count == 0 ? encoder.Create(shared, input, norm.Create)
            : new EmbeddedEncoder(shared, input, embeddings, row => encoder.Create(shared, row, norm.Create));
        EncoderWeightCount = Parameters.Layout().WeightCount;
        var scope = Parameters.Root.Child(Decoders);
        Heads =
        [
            .. description.Tasks.Zip(heads, (task, head) =>
                head.Create(scope.Child(task.Mark), Encoder.Features, task.Outputs, norm.Create)),
        ];
        Examples = new BatchShape(input,
        [
            .. description.Tasks.Zip(Heads, (task, head) => new TargetField(
                task.Field, head.Output with { Channels = task.TargetChannels }, TargetField.SharedWeight)),
        ]);
        Parameters.Allocate(onPaper);
    }

    /// <summary>What the model is.</summary>
    public ModelDescription Description { get; }

    /// <summary>The group's tasks.</summary>
    public IReadOnlyList<LearningTask> Tasks => Description.Tasks;

    /// <summary>The shared part.</summary>
    public IEncoder Encoder { get; }

    /// <summary>The tasks' own parts, in the order of <see cref="Tasks"/>.</summary>
    public IReadOnlyList<IHead> Heads { get; }

    /// <summary>The examples it learns from, with one weight for all targets of one size.</summary>
    public BatchShape Examples { get; }

    /// <summary>All parameters.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>Elements at the head of the weights that belong to the encoder.</summary>
    public int EncoderWeightCount { get; }

    /// <summary>The shape of a batch of a shard's examples, for this model.</summary>
    /// <exception cref="InputException">
    /// The model cannot learn from the shard: a shape differs, or it lacks a field.
    /// </exception>
    public BatchShape BatchOf(IShard shard)
    {
        var own = BatchShape.Of(shard, Tasks);
        if (own.Input != Examples.Input)
        {
            throw new InputException($"{shard.Name} has inputs {own.Input}; the model reads {Examples.Input}.");
        }

        foreach (var (target, made) in own.Targets.Zip(Examples.Targets))
        {
            if (target.Shape != made.Shape)
            {
                throw new InputException(
                    $"{shard.Name} has targets {target.Shape} in the field '{target.Name}'; the model makes "
                    + $"{made.Shape}.");
            }
        }

        return own;
    }

    /// <summary>Frees the parameters.</summary>
    public void Dispose() => Parameters.Dispose();
}
