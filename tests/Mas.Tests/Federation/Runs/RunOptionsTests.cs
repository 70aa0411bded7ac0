using Mas.Federation.Runs;
using Mas.Learning;

namespace Mas.Tests.Federation.Runs;

public class RunOptionsTests
{
    [Fact]
    public void TheDefaultsCanBeRun() => Assert.Empty(new RunOptions().Faults());

    public static TheoryData<string, RunOptions> Faulty => new()
    {
        { "--tasks sxd: there is no task 'x'; the tasks are s (semantic segmentation), d (depth)", new() { Tasks = "sxd" } },
        { "--tasks sds: the task 's' stands more than once", new() { Tasks = "sds" } },
        { "--tasks is empty", new() { Tasks = "", Method = "all-in-one" } },
        { "--method magic is not known; it must be one of merge-and-split, all-in-one, one-by-one, fedprox, gradnorm, pcgrad, "
            + "tag, hoa, standalone.", new() { Method = "magic" } },
        { "--encoder vgg is not known; it must be one of xception, ", new() { Encoder = "vgg" } },
        { "--data is empty", new() { Data = " " } },
        { "--out is empty", new() { Out = "" } },
        { "--buildings 0 is out of range; it must be 1 to 1000.", new() { Buildings = 0 } },
        { "--groups 6 does not fit the 5 tasks of --tasks sdnkt; it must be 1 to the number of tasks.", new() { Groups = 6 } },
        { "--groups auto needs --budget", new() { Groups = 0 } },
        { "--groups 6 does not fit the 5 tasks of --tasks sdnkt", new() { Groups = 6, Method = "tag" } },
        { "--groups 0 does not fit the 5 tasks of --tasks sdnkt", new() { Groups = 0, Method = "hoa" } },
        { "--split good is not known; it must be one of best, worst, random.", new() { Split = "good" } },
        { "--inherit '' is not known; it must be one of all, encoder, none.", new() { Inherit = "" } },
        { "--mu -0.1 is out of range; it must be 0 to 100.", new() { Mu = -0.1 } },
        { "--freeze-norms-after -1 is out of range; it must be 0 to 9999.", new() { FreezeNormsAfter = -1 } },
        { "--alpha NaN is out of range; it must be 0 to 10.", new() { Alpha = double.NaN } },
        { "--rounds 0 is out of range", new() { Rounds = 0, Method = "one-by-one" } },
        { "--rounds 1 leaves no room for a split", new() { Rounds = 1 } },
        { "--merge-rounds 40 does not fit --rounds 40; it must be 1 to 39,", new() { MergeRounds = 40 } },
        { "--merge-rounds 0 does not fit", new() { MergeRounds = 0 } },
        { "--clients-per-round -1 is out of range", new() { ClientsPerRound = -1 } },
        { "--local-epochs 0 is out of range", new() { LocalEpochs = 0 } },
        { "--batch 0 is out of range", new() { Batch = 0 } },
        { "--learning-rate NaN is out of range; it must be above 0 and at most 10.", new() { LearningRate = double.NaN } },
        { "--learning-rate 0 is out of range", new() { LearningRate = 0 } },
        { "--learning-rate Infinity is out of range", new() { LearningRate = double.PositiveInfinity } },
        { "--momentum 1 is out of range; it must be at least 0 and below 1.", new() { Momentum = 1 } },
        { "--weight-decay -0.5 is out of range; it must be 0 to 1.", new() { WeightDecay = -0.5 } },
        { "--image-size 100 cannot be used; it must be a multiple of 16 from 32 to 1024.", new() { ImageSize = 100 } },
        { "--image-size 16 cannot be used", new() { ImageSize = 16 } },
        { "--image-size 2048 cannot be used", new() { ImageSize = 2048 } },
        { "--probe-every 0 never measures the affinity that merge-and-split chooses its groups by", new() { ProbeEvery = 0 } },
        { "--probe-every 0 never measures the affinity that tag chooses its groups by", new() { ProbeEvery = 0, Method = "tag" } },
        { "--probe-every -1 is out of range", new() { ProbeEvery = -1 } },
        { "--carbon-intensity -1 is out of range; it must be 0 to 2000 g/kWh.", new() { CarbonIntensity = -1 } },
        { "--carbon-intensity NaN is out of range", new() { CarbonIntensity = double.NaN } },
        { "--affinity-mean middle is not known; it must be one of plain, trimmed.", new() { AffinityMean = "middle" } },
        { "--probe-stop 3 waits for one best grouping", new() { ProbeStop = 3, Groups = 0, Budget = 0.6 } },
        { "--probe-stop -1 is out of range", new() { ProbeStop = -1 } },
        { "--affinity guess is not known; it must be one of look-ahead, first-order.", new() { Affinity = "guess" } },
        { "--probe-rounds 0 is out of range", new() { ProbeRounds = 0 } },
        { "--evaluate-every -1 is out of range", new() { EvaluateEvery = -1 } },
        { "--threads 0 is out of range", new() { Threads = 0 } },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void AFaultIsOneSentenceThatNamesOptionAndValue(string beginning, RunOptions options)
    {
        var fault = Assert.Single(options.Faults());
        Assert.StartsWith(beginning, fault);
        Assert.EndsWith(".", fault);
    }

    [Fact]
    public void AllFaultsAreToldAtOnce()
    {
        var options = new RunOptions { Tasks = "sx", Method = "magic", Batch = 0, Encoder = "vgg", LearningRate = -1 };
        Assert.Equal(5, options.Faults().Count);
    }

    [Theory]
    [InlineData("all-in-one")]
    [InlineData("one-by-one")]
    public void WhatOnlyASplitReadsIsFreeWithoutOne(string method) => Assert.Empty(
        new RunOptions { Method = method, Tasks = "s", Groups = 5, Rounds = 1, MergeRounds = 9, ProbeEvery = 0 }.Faults());

    [Fact]
    public void TheTaskSetKeepsItsOrder()
    {
        Assert.Equal("tna", string.Concat(new RunOptions { Tasks = "tna" }.TaskSet().Select(task => task.Letter)));
        Assert.Throws<InputException>(() => new RunOptions { Tasks = "tx" }.TaskSet());
    }
}
