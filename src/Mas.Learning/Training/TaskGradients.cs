using Mas.Engine.Autograd;
using Mas.Engine.Tensors;
using Mas.Learning.Models;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Mas.Learning.Training;

/// <summary>
/// The gradient of every task's loss with respect to the encoder, from the pass a training step makes anyway: the
/// encoder goes back once more for every task but the last, whose gradient is what is left of the step's own.
/// </summary>
internal sealed class TaskGradients : IDisposable
{
    /// <summary>Weights of one piece of shared work; a few rows of them fit the second cache.</summary>
    private const int Piece = 8192;

    private readonly MultiTaskModel _model;
    private readonly Tape _tape;
    private readonly Tensor _rows;

    /// <summary>Rents the memory.</summary>
    internal TaskGradients(MultiTaskModel model, Tape tape)
    {
        (_model, _tape) = (model, tape);
        _rows = tape.Pool.Rent(new Shape(model.Tasks.Count, 1, 1, model.EncoderWeightCount));
    }

    /// <summary>The encoder's weights.</summary>
    internal Span<float> Weights => _model.Parameters.Values.Leading(_model.EncoderWeightCount);

    private Span<float> Gradients => _model.Parameters.LeadingGradients(_model.EncoderWeightCount);

    /// <summary>The gradient of a task's loss, in the places of the encoder's weights.</summary>
    internal ReadOnlySpan<float> Of(int task) => _rows.Picture(task);

    /// <summary>Goes back for every task but the last. The encoder's gradients are zero before and after.</summary>
    /// <param name="features">The encoder's output, the last the tape knows of.</param>
    /// <param name="apart">What each task's decoder brought back to the features.</param>
    internal void GoBack(Tensor features, ReadOnlySpan<Tensor> apart)
    {
        for (var task = 0; task < apart.Length - 1; task++)
        {
            var gradient = _tape.Pool.Rent(features.Shape);
            apart[task].Values.CopyTo(gradient.Values);
            _tape.GiveGradient(features, gradient);
            _tape.Backward(keep: true);
            Gradients.CopyTo(_rows.Picture(task));
            Gradients.Clear();
        }
    }

    /// <summary>Finds the last task's gradient, once the encoder's gradients are those of the step.</summary>
    /// <param name="scale">What the step multiplied the sum of the tasks' gradients with.</param>
    internal void Complete(float scale) => ForPieces((_, start, length) =>
    {
        var last = _model.Tasks.Count - 1;
        var row = _rows.Picture(last).Slice(start, length);
        TensorPrimitives.Divide(Gradients.Slice(start, length), scale, row);
        for (var task = 0; task < last; task++)
        {
            TensorPrimitives.Subtract(row, _rows.Picture(task).Slice(start, length), row);
        }
    });

    /// <summary>Shares the encoder's weights out: calls with the piece, its first weight and its length.</summary>
    internal void ForPieces(Action<int, int, int> body) => _tape.Workers.For(Pieces, piece =>
        body(piece, piece * Piece, Math.Min(Piece, _model.EncoderWeightCount - (piece * Piece))));

    /// <summary>The number of pieces of <see cref="ForPieces"/>.</summary>
    internal int Pieces => (Weights.Length + Piece - 1) / Piece;

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _tape.Pool.Return(_rows);
}
