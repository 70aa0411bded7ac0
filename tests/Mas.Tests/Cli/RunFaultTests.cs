using Mas.Commands;

namespace Mas.Tests.Cli;

public class RunFaultTests
{
    [Theory]
    [InlineData("--tasks sdx", "--tasks is 'sdx', where 'x' is not a task; expected letters of s (semantic segmentation), ")]
    [InlineData("--tasks sds", "--tasks is 'sds', where 's' is listed more than once; expected letters of s (")]
    [InlineData("--method merge", "--method is 'merge'; expected one of merge-and-split, all-in-one, ")]
    [InlineData("--method fedprox --mu -1", "--mu is -1; expected a number, 0 to 100.")]
    [InlineData("--method hoa --tasks sd --groups 3",
        "--groups is 3; expected a whole number, 1 to 2, as --tasks is 'sd'.")]
    [InlineData("--groups auto",
        "--budget is left out; expected the most operations the run may take, as a share of one-by-one's, as --groups is auto.")]
    [InlineData("--groups 0", "--groups is 0; expected a whole number, at least 1, or auto.")]
    [InlineData("--groups 2 --budget 0.5", "--groups is 2; expected auto, as --budget is 0.5.")]
    [InlineData("--groups auto --budget -1", "--budget is -1; expected a number, at least 0.")]
    [InlineData("--groups auto --budget nan", "--budget is NaN; expected a number, at least 0.")]
    [InlineData("--groups auto --budget 0.6 --split worst", "--split is 'worst'; expected best, as --groups is auto.")]
    [InlineData("--groups auto --budget 0.6 --method hoa",
        "--groups is auto; expected a whole number, 1 to 5, as --method is hoa.")]
    [InlineData("--split even", "--split is 'even'; expected one of best, worst, random.")]
    [InlineData("--encoder xceptoin", "--encoder is 'xceptoin'; expected one of mlp, mlp-half, mlp-quarter, xception, xception-half, ")]
    [InlineData("--rounds 5 --merge-rounds 5",
        "--merge-rounds is 5; expected a whole number, 1 to 4, as --rounds is 5.")]
    [InlineData("--rounds 0", "--rounds is 0; expected a whole number, 1 to 9999.")]
    [InlineData("--image-size 65", "--image-size is 65; expected a multiple of 16, 32 to 1024.")]
    [InlineData("--image-size big", "--image-size is 'big'; expected a multiple of 16, 32 to 1024.")]
    [InlineData("--learning-rate 0", "--learning-rate is 0; expected a number, above 0 and at most 10.")]
    [InlineData("--learning-rate fast", "--learning-rate is 'fast'; expected a number, above 0 and at most 10.")]
    [InlineData("--batch 1.5", "--batch is '1.5'; expected a whole number, 1 to 1024.")]
    [InlineData("--threads", "--threads needs a value: threads that train")]
    [InlineData("--seed 1 --seed 2", "--seed is given 2 times; expected one value.")]
    [InlineData("--quorum 5", "--quorum is 5; expected a whole number, 1 to 4, as --clients-per-round is 4.")]
    [InlineData("--data /nowhere/at/all", "/nowhere/at/all")]
    public void ABadOptionIsTwoASentenceAndNothingWritten(string line, string expected)
    {
        var directory = Path.Combine(Path.GetTempPath(), $"mas-faults-{Guid.NewGuid():N}");

        var run = CommandRun.Of([.. $"run --out {directory} {line}".Split(' ')]);

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains(expected, Assert.Single(run.Faults));
        Assert.False(Directory.Exists(directory));
    }

    [Fact]
    public void EveryFaultOfTheOptionsIsToldAtOnce()
    {
        var run = CommandRun.Of(
            "run", "--tasks", "sx", "--encoder", "vgg", "--batch", "0", "--momentum", "1", "--seed", "-1", "--rouns",
            "9",
            "--rounds", "x", "--merge-rounds", "40");

        Assert.Equal(
            [
                "'--rouns' is not an option of 'mas run'; did you mean --rounds?",
                "--batch is 0; expected a whole number, 1 to 1024.",
                "--encoder is 'vgg'; expected one of mlp, mlp-half, mlp-quarter, xception, xception-half, xception-quarter, resnet-18.",
                "--momentum is 1; expected a number, at least 0 and below 1.",
                "--rounds is 'x'; expected a whole number, 1 to 9999.",
                "--seed is '-1'; expected a whole number, 0 to 18446744073709551615.",
                "--tasks is 'sx', where 'x' is not a task; expected letters of s (semantic segmentation), ",
            ],
            run.Faults.Order(StringComparer.Ordinal).Select(fault => fault.Split("d (depth)")[0]));
    }

    [Fact]
    public void AFolderThatExistsIsLeftAlone()
    {
        var directory = Directory.CreateTempSubdirectory("mas-exists-").FullName;
        try
        {
            var run = CommandRun.Of("run", "--out", directory);

            Assert.Equal(ExitCode.BadInput, run.Code);
            Assert.Contains($"{directory} already exists", run.Error);
            Assert.Empty(Directory.EnumerateFileSystemEntries(directory));
        }
        finally
        {
            Directory.Delete(directory);
        }
    }

    [Theory]
    [InlineData("predict run --out {0}", "--out")]
    [InlineData("data inspect . --contact-sheet {0}", "--contact-sheet")]
    public void APictureInAFolderThatIsNotThereIsRefusedBeforeTheWork(string line, string option)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"mas-nowhere-{Guid.NewGuid():N}");
        var file = Path.Combine(folder, "picture.png");

        var run = CommandRun.Of([.. line.Split(' ').Select(word => word.Replace("{0}", file, StringComparison.Ordinal))]);

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains(
            $"{option} is '{file}'; expected a file in a folder that exists; {folder} does not.", run.Faults);
    }

    [Theory]
    [InlineData("predict run --out p.jpg", "--out is 'p.jpg'; expected a file that ends in .png or .csv.")]
    [InlineData("predict run --out picture", "--out is 'picture'; expected a file that ends in .png or .csv.")]
    [InlineData(
        "data inspect . --contact-sheet sheet.jpeg", "--contact-sheet is 'sheet.jpeg'; expected a file that ends in .png.")]
    public void AResultThatIsNotNamedForWhatItIsIsRefusedBeforeTheWork(string line, string fault)
    {
        var run = CommandRun.Of(line.Split(' '));

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains(fault, run.Faults);
    }

    [Fact]
    public void AFolderThatIsNoRunCannotBeResumed()
    {
        var run = CommandRun.Of("resume", Path.GetTempPath());

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains("is not a run folder", run.Error);
    }
}
