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
    [InlineData(0.0, 0.0, 0.0, 0.0)]
    [InlineData(0.9, 0.0, 0.0, 0.0)]
    [InlineData(0.0, 0.1, 0.0, 0.0)]
    [InlineData(0.9, 0.0001, 0.0, 0.0)]
    [InlineData(0.0, 0.0, 0.5, 0.0)]
    [InlineData(0.9, 0.0001, 0.01, 0.0)]
    [InlineData(0.9, 0.1, 2.0, 0.0)]
    [InlineData(0.0, 0.0, 0.0, 6.0)]
    [InlineData(0.9, 0.0001, 0.0, 1.5)]
    [InlineData(0.9, 0.1, 2.0, 6.0)]
    public void TenStepsAgreeWithPyTorch(double momentum, double decay, double proximal, double clipNorm)
    {
        var torch = TorchFixture.Load("sgd");
        using var parameters = Parameters(torch);
        using var sgd = new Sgd(parameters, momentum, decay, proximal, clipNorm);
        var held = proximal + clipNorm > 0
            ? string.Create(CultureInfo.InvariantCulture, $" proximal {proximal:0.00}") : "";
        var clipped = clipNorm > 0 ? string.Create(CultureInfo.InvariantCulture, $" clip {clipNorm:0.00}") : "";
        var name = string.Create(
            CultureInfo.InvariantCulture, $"momentum {momentum:0.0} decay {decay:0.0000}{held}{clipped}");
        var expected = torch[name];
        var count = parameters.Gradients.Length;

        for (var step = 0; step < 10; step++)
        {
            torch["gradients"].Slice(step * count, count).CopyTo(parameters.Gradients);
            sgd.Step(LearningRate);

            Close.Check($"{name}, step {step}", expected.Slice(step * count, count), parameters.Values.Weights);
        }
    }

    [Theory]
    [InlineData(1e30f, 1e-30f)]
    [InlineData(3e-23f, 2e38f)]
    public void GradientsOfAnyLengthAreClippedToTheNorm(float first, float second)
    {
        using var parameters = new ParameterSet();
        parameters.Root.Weight("first", Shape.Vector(9), Initialisations.Constant(0));
        parameters.Root.Weight("second", Shape.Vector(2), Initialisations.Constant(0));
        parameters.Allocate();
        parameters.Gradients.Fill(first);
        parameters.Gradients[9..].Fill(second);
        using var sgd = new Sgd(parameters, 0, 0, clipNorm: 0.5);

        sgd.Step(1);

        Assert.Equal(0.5, Math.Sqrt(parameters.Values.Weights.ToArray().Sum(weight => (double)weight * weight)), 1e-6);
    }

    [Fact]
    public void GradientsThatAreShortEnoughAreLeftAloneToTheBit()
    {
        using var free = Parameters(TorchFixture.Load("sgd"));
        using var bound = Parameters(TorchFixture.Load("sgd"));
        free.Gradients.Fill(0.1f);
        bound.Gradients.Fill(0.1f);
        using Sgd without = new(free, 0.9, 0.1), with = new(bound, 0.9, 0.1, clipNorm: 1);

        without.Step(0.05);
        with.Step(0.05);

        Assert.Equal(Bits.Of(free.Values.Values), Bits.Of(bound.Values.Values));
    }

    [Fact]
    public void AGradientThatIsNotFiniteIsNotHiddenByClipping()
    {
        using var parameters = Parameters(TorchFixture.Load("sgd"));
        parameters.Gradients.Fill(1);
        parameters.Gradients[3] = float.PositiveInfinity;
        using var sgd = new Sgd(parameters, 0, 0, clipNorm: 1);

        sgd.Step(0.05);

        Assert.False(float.IsFinite(parameters.Values.Weights[3]));
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
