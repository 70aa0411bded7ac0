using System.Globalization;
using Mas.Engine.Optimisers;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Optimisers;

/// <summary>Steps of SGD, against PyTorch's.</summary>
public class SgdTests
{
    private const double LearningRate = 0.05;

    [Theory]
    [InlineData(0.0, 0.0, 0.0)]
    [InlineData(0.9, 0.0, 0.0)]
    [InlineData(0.0, 0.1, 0.0)]
    [InlineData(0.9, 0.0001, 0.0)]
    [InlineData(0.0, 0.0, 0.5)]
    [InlineData(0.9, 0.0001, 0.01)]
    [InlineData(0.9, 0.1, 2.0)]
    public void TenStepsAgreeWithPyTorch(double momentum, double decay, double proximal)
    {
        var torch = TorchFixture.Load("sgd");
        using var parameters = Parameters(torch);
        using var sgd = new Sgd(parameters, momentum, decay, proximal);
        var held = proximal > 0 ? string.Create(CultureInfo.InvariantCulture, $" proximal {proximal:0.00}") : "";
        var name = string.Create(
            CultureInfo.InvariantCulture, $"momentum {momentum:0.0} decay {decay:0.0000}{held}");
        var expected = torch[name];
        var count = parameters.Gradients.Length;

        for (var step = 0; step < 10; step++)
        {
            torch["gradients"].Slice(step * count, count).CopyTo(parameters.Gradients);
            sgd.Step(LearningRate);

            Close.Check($"{name}, step {step}", expected.Slice(step * count, count), parameters.Values.Weights);
        }
    }

    [Fact]
    public void ForgettingTheMomentumStartsAfresh()
    {
        var torch = TorchFixture.Load("sgd");
        using var parameters = Parameters(torch);
        using var sgd = new Sgd(parameters, 0.9, 0);
        for (var step = 0; step < 2; step++)
        {
            torch["initial"].CopyTo(parameters.Values.Weights);
            torch["gradients"][..parameters.Gradients.Length].CopyTo(parameters.Gradients);
            sgd.Step(LearningRate);
            sgd.Reset();

            Close.Check("first step", torch["momentum 0.9 decay 0.0000"][..37], parameters.Values.Weights);
        }
    }

    [Fact]
    public void StatisticsAreLeftAlone()
    {
        using var parameters = new ParameterSet();
        parameters.Root.Statistic("mean", Shape.Vector(3), 5);
        parameters.Root.Weight("weight", Shape.Vector(3), Initialisations.Constant(5));
        parameters.Allocate();
        parameters.Values.Values.Fill(5);
        parameters.Gradients.Fill(1);
        using var sgd = new Sgd(parameters, 0.9, 0.1);

        sgd.Step(0.1);

        Assert.Equal([5f, 5f, 5f], parameters.Values["mean"].ToArray());
        Assert.All(parameters.Values["weight"].ToArray(), value => Assert.Equal(5 - (0.1 * 1.5), value, 1e-6));
    }

    private static ParameterSet Parameters(NamedTensors torch)
    {
        var parameters = new ParameterSet();
        parameters.Root.Weight("weight", Shape.Vector(37), Initialisations.Constant(0));
        parameters.Allocate();
        torch["initial"].CopyTo(parameters.Values.Weights);
        return parameters;
    }
}
