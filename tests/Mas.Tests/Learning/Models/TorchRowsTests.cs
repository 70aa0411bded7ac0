using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Optimisers;
using Mas.Engine.Parallelism;
using Mas.Engine.Parameters;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Training;
using Mas.Tests.Engine;
using Mas.Tests.Learning.Exchange;

namespace Mas.Tests.Learning.Models;

/// <summary>
/// A perceptron of rows with embedded categories against PyTorch, which computes in double: Fixtures/reference/rows.py
/// says what is stored under which name.
/// </summary>
public sealed class TorchRowsTests : IDisposable
{
    private const double LearningRate = 0.02;

    /// <summary>Training amplifies rounding; without batch norms, by little.</summary>
    private const double TenSteps = 1e-4;

    private readonly NamedTensors _torch = TorchFixture.Load("model-mlp-embedded");
    private readonly TensorPool _pool = new();
    private readonly WorkPool _workers = new(2);
    private readonly MultiTaskModel _model;
    private readonly Batch _batch;
    private readonly MeanLoss[] _losses = new MeanLoss[2];

    public TorchRowsTests()
    {
        var input = _torch.Layout.Find("batch.input")!.Shape;
        _model = TestCatalogue.Learning.Model(new ModelDescription(
            "mlp-quarter", FieldShape.Flat(input.Channels), [ExchangedModels.Number, ExchangedModels.Class])
        {
            Embeddings = [new ChannelEmbedding(1, 4, 3), new ChannelEmbedding(6, 6, 2)],
        });
        foreach (var slot in _model.Parameters.Layout().Slots)
        {
            _torch[$"checkpoint.{slot.Name}"].CopyTo(_model.Parameters.Values[slot]);
        }

        _batch = new Batch(_pool, input.Batch, _model.Examples);
        _torch["batch.input"].CopyTo(_batch.Input.Values);
        _torch["batch.weight"].CopyTo(_batch.Weights[0].Values);
        _torch["batch.num"].CopyTo(_batch.Targets[0].Values);
        _torch["batch.kind"].CopyTo(_batch.Targets[1].Values);
    }

    public void Dispose()
    {
        _batch.Dispose();
        _model.Dispose();
        _workers.Dispose();
        _pool.Dispose();
    }

    [Fact]
    public void OneStepHasTheLossesAndGradientsOfPyTorch()
    {
        TrainingStep.Run(_model, new Tape(_pool, _workers), _batch, _losses);

        Assert.Equal(1, _losses[0].Value!.Value / _torch["loss.num"][0], Close.OneOp);
        Assert.Equal(1, _losses[1].Value!.Value / _torch["loss.kind"][0], Close.OneOp);
        foreach (var parameter in _model.Parameters.Parameters)
        {
            Close.Check(
                parameter.Name, _torch[$"gradient.{parameter.Name}"], parameter.Tensor.Gradient!.Values, Close.OneOp);
        }
    }

    [Fact]
    public void TenStepsOfTrainingGoWherePyTorchGoes()
    {
        var tape = new Tape(_pool, _workers);
        using var sgd = new Sgd(_model.Parameters, momentum: 0.9, weightDecay: 1e-4);
        for (var step = 0; step < 10; step++)
        {
            TrainingStep.Run(_model, tape, _batch, _losses);
            sgd.Step(LearningRate);
            for (var task = 0; task < _losses.Length; task++)
            {
                Assert.Equal(
                    1, _losses[task].Value!.Value / _torch["losses"][(step * _losses.Length) + task], TenSteps);
            }
        }

        Assert.Equal(
            _torch.Layout.Slots.Count(slot => slot.Name.StartsWith("trained.", StringComparison.Ordinal)),
            _model.Parameters.Parameters.Count);
        foreach (var parameter in _model.Parameters.Parameters)
        {
            Close.Check(parameter.Name, _torch[$"trained.{parameter.Name}"], parameter.Tensor.Values, TenSteps);
        }
    }
}
