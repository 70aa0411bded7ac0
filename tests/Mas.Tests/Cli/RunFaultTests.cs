using Mas.Cli;

namespace Mas.Tests.Cli;

public class RunFaultTests
{
    [Theory]
    [InlineData("--tasks sdx", "there is no task 'x'")]
    [InlineData("--tasks sds", "the task 's' stands more than once")]
    [InlineData("--method merge", "--method merge is not known; it must be one of merge-and-split, all-in-one, ")]
    [InlineData("--method fedprox --mu -1", "--mu -1 is out of range; it must be 0 to 100.")]
    [InlineData("--method gradnorm --alpha 11", "--alpha 11 is out of range; it must be 0 to 10.")]
    [InlineData("--method hoa --tasks sd --groups 3", "--groups 3 does not fit the 2 tasks of --tasks sd")]
    [InlineData("--groups auto", "--groups auto needs --budget: the most the run may take")]
    [InlineData("--groups 0", "--groups '0' cannot be read; it must be a whole number from 1, or auto.")]
    [InlineData("--groups 2 --budget 0.5", "--budget 0.5 is for a number of groups to be chosen; give --groups auto")]
    [InlineData("--groups auto --budget -1", "--budget -1 is out of range; it must be above 0")]
    [InlineData("--groups auto --budget nan", "--budget NaN is out of range; it must be above 0")]
    [InlineData("--groups auto --budget 0.6 --split worst", "--split worst does not go with --groups auto")]
    [InlineData("--groups auto --budget 0.6 --method hoa", "--groups auto is for merge-and-split, not for hoa")]
    [InlineData("--split even", "--split even is not known; it must be one of best, worst, random.")]
    [InlineData("--inherit decoders", "--inherit decoders is not known; it must be one of all, encoder, none.")]
    [InlineData("--encoder vgg", "--encoder vgg is not known")]
    [InlineData("--tasks sd --groups 3", "--groups 3 does not fit the 2 tasks of --tasks sd")]
    [InlineData("--rounds 5 --merge-rounds 5", "--merge-rounds 5 does not fit --rounds 5")]
    [InlineData("--rounds 0", "--rounds 0 is out of range; it must be 1 to 9999.")]
    [InlineData("--image-size 65", "--image-size 65 cannot be used")]
    [InlineData("--learning-rate 0", "--learning-rate 0 is out of range")]
    [InlineData("--learning-rate fast", "--learning-rate 'fast' cannot be read; it must be a number such as 0.05.")]
    [InlineData("--batch 1.5", "--batch '1.5' cannot be read; it must be a whole number.")]
    [InlineData("--threads", "--threads needs a value: threads that work at once")]
    [InlineData("--seed 1 --seed 2", "--seed takes one value, but 2 are given.")]
    [InlineData("--data /nowhere/at/all", "/nowhere/at/all")]
    public void ABadOptionIsTwoASentenceAndNothingWritten(string line, string expected)
    {
        var directory = Path.Combine(Path.GetTempPath(), $"mas-faults-{Guid.NewGuid():N}");

        var run = CommandRun.Of([.. $"run --out {directory} {line}".Split(' ')]);

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains(run.Faults, fault => fault.Contains(expected, StringComparison.Ordinal));
        Assert.False(Directory.Exists(directory));
    }

    [Fact]
    public void EveryFaultOfTheOptionsIsToldAtOnce()
    {
        var run = CommandRun.Of("run", "--tasks", "sx", "--encoder", "vgg", "--batch", "0", "--momentum", "1");

        Assert.Equal(4, run.Faults.Length);
    }

    [Fact]
    public void AFolderThatExistsIsLeftAlone()
    {
        var directory = Directory.CreateTempSubdirectory("mas-exists-").FullName;
        try
        {
            var run = CommandRun.Of("run", "--out", directory);

            Assert.Equal(ExitCode.BadInput, run.Code);
            Assert.Contains($"{directory} exists already", run.Error);
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
        Assert.Contains($"{option} {file} cannot be written: there is no folder {folder}.", run.Faults);
    }

    [Fact]
    public void AFolderThatIsNoRunCannotBeResumed()
    {
        var run = CommandRun.Of("resume", Path.GetTempPath());

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains("is no run folder", run.Error);
    }
}
