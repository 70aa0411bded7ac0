using Mas.Engine.Autograd;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;
using Mas.Learning.Catalogues;
using Mas.Learning.Models;
using Mas.Learning.Training;

namespace Mas.Learning.Exchange;

/// <summary>
/// What a model computes in inference, as data: the ops of one forward pass over one example, from the input through the
/// encoder to the output of every head. It has shapes and names, no values. Any encoder, head and norm that is made of
/// the engine's ops can be traced, so that writers of other formats know ops, not models.
/// </summary>
/// <remarks>Immutable.</remarks>
/// <example>
/// <code>
/// var trace = ModelTrace.Of(options.Model(tasks), catalogue);
/// foreach (var call in trace.Calls)
/// {
///     Console.WriteLine($"{call.GetType().Name} {call.Output.Shape}");
/// }
/// </code>
/// </example>
public sealed class ModelTrace
{
    private readonly HashSet<Tensor> _rows = [];

    private ModelTrace(MultiTaskModel model, Tensor input, IReadOnlyList<OpCall> calls, IReadOnlyList<Tensor> outputs)
    {
        (Description, Slots, Input, Calls, Outputs) =
            (model.Description, model.Parameters.Layout().Slots, input, calls, outputs);
        Parameters = model.Parameters.Parameters.ToDictionary(parameter => parameter.Tensor, parameter => parameter.Name);
        if (model.Examples.Input.IsFlat)
        {
            _rows.Add(input);
        }

        foreach (var call in calls)
        {
            if (call is OpCall.GlobalAveragePool || KeepsRows(call))
            {
                _rows.Add(call.Output);
            }
        }
    }

    /// <summary>What the model is.</summary>
    public ModelDescription Description { get; }

    /// <summary>Every parameter, in the order of the block of values.</summary>
    public IReadOnlyList<TensorSlot> Slots { get; }

    /// <summary>The input of one example, (1, H, W, C).</summary>
    public Tensor Input { get; }

    /// <summary>The ops, in the order they were computed.</summary>
    public IReadOnlyList<OpCall> Calls { get; }

    /// <summary>The output of each task's head, in the order of the tasks.</summary>
    public IReadOnlyList<Tensor> Outputs { get; }

    /// <summary>The names of the parameters among the inputs of calls.</summary>
    public IReadOnlyDictionary<Tensor, string> Parameters { get; }

    /// <summary>Traces a model.</summary>
    /// <param name="description">What it is.</param>
    /// <param name="catalogue">Where its parts are found by name.</param>
    /// <exception cref="InputException">
    /// There is no such model, or a part of it computes with more than the engine's ops.
    /// </exception>
    public static ModelTrace Of(ModelDescription description, LearningCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(description);
        using var bench = Workbench.OnPaper(catalogue);
        var model = bench.Model(description);
        var calls = new List<OpCall>();
        var tape = bench.Tape(calls);
        (tape.Records, tape.Statistics) = (false, BatchStatistics.Running);
        var input = tape.Rent(description.Input.Of(1));
        var known = model.Parameters.Parameters.Select(parameter => parameter.Tensor).Append(input).ToHashSet();
        var features = Part($"encoder {description.Encoder}", () => model.Encoder.Forward(tape, input));
        var outputs = model.Heads.Zip(
            model.Tasks, (head, task) => Part($"head {task.Head}", () => head.Forward(tape, features))).ToList();
        return new ModelTrace(model, input, calls, outputs);

        Tensor Part(string name, Func<Tensor> forward)
        {
            var first = calls.Count;
            var result = forward();
            foreach (var call in calls.Skip(first))
            {
                Check(name, call.Inputs);
                known.Add(call.Output);
            }

            Check(name, [result]);
            return result;
        }

        void Check(string name, IEnumerable<Tensor> tensors)
        {
            if (!known.IsSupersetOf(tensors))
            {
                throw new InputException(
                    $"The {name} uses operations other than the engine's, so it cannot be written in another format.");
            }
        }
    }

    /// <summary>
    /// Whether a tensor is a row of numbers rather than a picture: an input of one position, a mean over all positions,
    /// and what linear layers make of those.
    /// </summary>
    public bool IsRow(Tensor tensor) => _rows.Contains(tensor);

    private bool KeepsRows(OpCall call) => call switch
    {
        OpCall.Convolution { Weight.Shape: { Batch: 1, Height: 1 }, Stride: 1, Padding: 0 } linear => IsRow(linear.Input),
        OpCall.BatchNorm norm => IsRow(norm.Input),
        OpCall.GroupNorm norm => IsRow(norm.Input),
        OpCall.Embed embed => IsRow(embed.Input),
        OpCall.Relu or OpCall.Add or OpCall.Concatenate or OpCall.Stored => call.Inputs.All(IsRow),
        _ => false,
    };
}
