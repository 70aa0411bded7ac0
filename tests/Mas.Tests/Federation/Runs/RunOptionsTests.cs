using Mas.Federation.Grouping;
using Mas.Federation.Options;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Tests.Learning;

namespace Mas.Tests.Federation.Runs;

public class RunOptionsTests
{
    [Fact]
    public void TheDefaultsCanBeRun() => Assert.Empty(TestCatalogue.Runs.Faults(TestCatalogue.Options));

    public static TheoryData<string, RunOptions> Faulty => new()
    {
        { "--tasks is 'sxd', where 'x' is not a task; expected letters of s (semantic segmentation), d (depth)",
            TestCatalogue.Options with { Tasks = "sxd" } },
        { "--tasks is 'd,fra', where 'fra' is not a task; expected names with commas between them, of s (semantic segmentation), ",
            TestCatalogue.Options with { Tasks = "d,fra", OwnTasks = [OwnTasks.Far] } },
        { "--tasks is 'sds', where 's' is listed more than once; expected letters of s (", TestCatalogue.Options with { Tasks = "sds" } },
        { "--tasks is empty; expected letters of s (", TestCatalogue.Options with { Tasks = "" } },
        { "--tasks is 's'; expected at least two tasks with merge-and-split, or --method one-by-one.",
            TestCatalogue.Options with { Tasks = "s" } },
        { "--method is 'magic'; expected one of merge-and-split, all-in-one, one-by-one, fedprox, gradnorm, pcgrad, "
            + "tag, hoa, standalone.", TestCatalogue.Options with { Method = "magic" } },
        { "--encoder is 'xceptoin'; expected one of mlp, mlp-half, mlp-quarter, xception, xception-half, ", TestCatalogue.Options with { Encoder = "xceptoin" } },
        { "--data is empty; expected a folder or a file.", TestCatalogue.Options with { Data = " " } },
        { "--out is empty; expected a folder.", TestCatalogue.Options with { Out = "" } },
        { "--buildings is 0; expected a whole number, 1 to 1000.", TestCatalogue.Options with { Buildings = 0 } },
        { "--groups is 6; expected a whole number, 1 to 5, as --tasks is 'sdnkt'.", TestCatalogue.Options with { Groups = 6 } },
        { "--budget is left out; expected the most operations the run may take, ", TestCatalogue.Options with { Groups = GroupCount.Auto } },
        { "--groups is 6; expected a whole number, 1 to 5,", TestCatalogue.Options with { Groups = 6, Method = "tag" } },
        { "--groups is auto; expected a whole number, 1 to 5,", TestCatalogue.Options with { Groups = GroupCount.Auto, Method = "hoa" } },
        { "--mu is -0.1; expected a number, 0 to 100.", TestCatalogue.Options with { Mu = -0.1 } },
        { "--freeze-norms-after is -1; expected a whole number, 0 to 9999.", TestCatalogue.Options with { FreezeNormsAfter = -1 } },
        { "--alpha is NaN; expected a number, 0 to 10.", TestCatalogue.Options with { Alpha = double.NaN } },
        { "--rounds is 0; expected a whole number, 1 to 9999.", TestCatalogue.Options with { Rounds = 0 } },
        { "--rounds is 1; expected at least 2 with merge-and-split: one before the split and one after it.",
            TestCatalogue.Options with { Rounds = 1 } },
        { "--merge-rounds is 40; expected a whole number, 1 to 39, as --rounds is 40.", TestCatalogue.Options with { MergeRounds = 40 } },
        { "--merge-rounds is 0; expected a whole number, 1 to 9998.", TestCatalogue.Options with { MergeRounds = 0 } },
        { "--warm-up is 40; expected a whole number, 0 to 39, as --rounds is 40.", TestCatalogue.Options with { WarmUp = 40 } },
        { "--warm-up is 40; expected a whole number, 0 to 39, as --rounds is 40.",
            TestCatalogue.Options with { WarmUp = 40, Method = "tag" } },
        { "--warm-up is 12; expected a whole number, 0 to 11, as --merge-rounds is 12 and affinities are measured after the warm-up.",
            TestCatalogue.Options with { WarmUp = 12 } },
        { "--warm-up is -1; expected a whole number, 0 to 9998.", TestCatalogue.Options with { WarmUp = -1 } },
        { "--clip-norm is -1; expected a number, 0 to 1000000.", TestCatalogue.Options with { ClipNorm = -1 } },
        { "--clip-norm is NaN; expected a number, 0 to 1000000.", TestCatalogue.Options with { ClipNorm = double.NaN } },
        { "--patience is -1; expected a whole number, 0 to 9999.", TestCatalogue.Options with { Patience = -1 } },
        { "--evaluate-every is 0; expected at least 1, as --patience is 3.",
            TestCatalogue.Options with { Patience = 3, EvaluateEvery = 0 } },
        { "--quorum is 5; expected a whole number, 1 to 4, as --clients-per-round is 4.", TestCatalogue.Options with { Quorum = 5 } },
        { "--clients-per-round is -1; expected", TestCatalogue.Options with { ClientsPerRound = -1 } },
        { "--local-epochs is 0; expected", TestCatalogue.Options with { LocalEpochs = 0 } },
        { "--batch is 0; expected", TestCatalogue.Options with { Batch = 0 } },
        { "--learning-rate is NaN; expected a number, above 0 and at most 10.", TestCatalogue.Options with { LearningRate = double.NaN } },
        { "--learning-rate is 0; expected", TestCatalogue.Options with { LearningRate = 0 } },
        { "--learning-rate is Infinity; expected", TestCatalogue.Options with { LearningRate = double.PositiveInfinity } },
        { "--momentum is 1; expected a number, at least 0 and below 1.", TestCatalogue.Options with { Momentum = 1 } },
        { "--weight-decay is -0.5; expected a number, 0 to 1.", TestCatalogue.Options with { WeightDecay = -0.5 } },
        { "--image-size is 100; expected a multiple of 16, 32 to 1024.", TestCatalogue.Options with { ImageSize = 100 } },
        { "--embedding-width is 0; expected a whole number, 1 to 1024, auto or none.",
            TestCatalogue.Options with { EmbeddingWidth = new EmbeddingWidth(0) } },
        { "--embedding-width is auto; expected none, as the inputs are pictures (64, 64, 3).",
            TestCatalogue.Options with { EmbeddingWidth = EmbeddingWidth.Auto } },
        { "--image-size is 16; expected", TestCatalogue.Options with { ImageSize = 16 } },
        { "--image-size is 2048; expected", TestCatalogue.Options with { ImageSize = 2048 } },
        { "--probe-every is 0; expected at least 1 with merge-and-split, ", TestCatalogue.Options with { ProbeEvery = 0 } },
        { "--probe-every is 0; expected at least 1 with tag, ", TestCatalogue.Options with { ProbeEvery = 0, Method = "tag" } },
        { "--probe-every is -1; expected", TestCatalogue.Options with { ProbeEvery = -1 } },
        { "--carbon-intensity is -1; expected a number, 0 to 2000.", TestCatalogue.Options with { CarbonIntensity = -1 } },
        { "--carbon-intensity is NaN; expected", TestCatalogue.Options with { CarbonIntensity = double.NaN } },
        { "--probe-stop is 3; expected 0, as --groups is auto, ",
            TestCatalogue.Options with { ProbeStop = 3, Groups = GroupCount.Auto, Budget = 0.6 } },
        { "--probe-stop is -1; expected", TestCatalogue.Options with { ProbeStop = -1 } },
        { "--probe-rounds is 0; expected", TestCatalogue.Options with { ProbeRounds = 0 } },
        { "--evaluate-every is -1; expected", TestCatalogue.Options with { EvaluateEvery = -1 } },
        { "--threads is 0; expected", TestCatalogue.Options with { Threads = 0 } },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void AFaultIsOneSentenceThatNamesOptionAndValue(string beginning, RunOptions options)
    {
        var fault = Assert.Single(TestCatalogue.Runs.Faults(options, OptionSpelling.Command));
        Assert.StartsWith(beginning, fault);
        Assert.EndsWith(".", fault);
    }

    [Fact]
    public void AllFaultsAreToldAtOnce()
    {
        var options = TestCatalogue.Options with { Tasks = "sx", Method = "magic", Batch = 0, Encoder = "vgg", LearningRate = -1 };
        Assert.Equal(5, TestCatalogue.Runs.Faults(options).Count);
    }

    [Theory]
    [InlineData("all-in-one")]
    [InlineData("one-by-one")]
    public void WhatOnlyASplitReadsIsFreeWithoutOne(string method) => Assert.Empty(
        TestCatalogue.Runs.Faults(TestCatalogue.Options with
        {
            Method = method,
            Tasks = "s",
            Groups = 5,
            Rounds = 1,
            MergeRounds = 9,
            ProbeEvery = 0,
        }));

    [Fact]
    public void TheTaskSetKeepsItsOrder()
    {
        Assert.Equal("tna", string.Concat((TestCatalogue.Options with { Tasks = "tna" }).TaskSet().Select(task => task.Mark)));
        Assert.Throws<InputException>(() => (TestCatalogue.Options with { Tasks = "tx" }).TaskSet());
    }
}
