using System.Globalization;
using Mas.Engine.Randomness;
using Mas.Federation.Runs;
using Mas.Tests.Federation;
using Mas.Tests.Federation.Runs;

namespace Mas.Tests.Tables;

/// <summary>
/// Tables of four targets in two groups whose truth is known: the two of a group are one hidden function of the features,
/// once as it is and once negated, each with noise. The functions of the groups have nothing in common but the features.
/// </summary>
public sealed class PlantedGroupsTests : IDisposable
{
    private const int Features = 8;
    private const int Rows = 3200;
    private const int Clients = 4;
    private const double Noise = 0.5;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void MergeAndSplitFindsTheGroups(ulong seed)
    {
        var result = TinyRuns.Start(new RunOptions
        {
            Data = Planted(seed),
            Learning = TestCatalogue.Learning,
            Client = "site",
            Targets = "a1:regression,b1:regression,a2:regression,b2:regression",
            Encoder = "mlp-quarter",
            Rounds = 13,
            MergeRounds = 12,
            ProbeRounds = 12,
            ProbeEvery = 5,
            Batch = 32,
            EvaluateEvery = 0,
            Seed = seed,
            Out = _folder["run"],
        });

        Assert.Equal([["a1", "a2"], ["b1", "b2"]], result.Groups);

        // The best constant has 1; of each target about a tenth is noise.
        Assert.All(result.TestLoss.PerTask.Values, loss => Assert.InRange(loss!.Value, 0.05, 0.4));
    }

    private string Planted(ulong seed)
    {
        var draws = new Seed(seed).Stream();
        var (one, other) = (Weights(), Weights());
        var file = _folder["planted.csv"];
        using var table = new StreamWriter(file);
        var names = Enumerable.Range(1, Features).Select(feature => $"x{feature}");
        table.WriteLine($"site,{string.Join(',', names)},a1,b1,a2,b2");
        for (var row = 0; row < Rows; row++)
        {
            double[] features = [.. Enumerable.Range(0, Features).Select(_ => draws.NextGaussian())];
            var (a, b) = (Hidden(one, features), Hidden(other, features));
            double[] targets = [a + Drawn(), b + Drawn(), -a + Drawn(), -b + Drawn()];
            var values = features.Concat(targets).Select(value => value.ToString("F3", CultureInfo.InvariantCulture));
            table.WriteLine($"s{row % Clients},{string.Join(',', values)}");
        }

        return file;

        double[][] Weights() =>
        [
            .. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, Features)
                .Select(_ => 1.5 * draws.NextGaussian() / Math.Sqrt(Features)).ToArray()),
        ];

        double Drawn() => Noise * draws.NextGaussian();
    }

    /// <summary>The sum of the products of three projections, each squashed.</summary>
    private static double Hidden(double[][] weights, double[] features)
    {
        double[] squashed = [.. weights.Select(each => Math.Tanh(each.Zip(features, (weight, value) => weight * value).Sum()))];
        return 1.5 * ((squashed[0] * squashed[1]) + (squashed[1] * squashed[2]) + (squashed[0] * squashed[2]));
    }
}
