using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Training;

namespace Mas.Tests.Federation.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestClock _clock = new();

    private string Place => _folder["run"];

    [Fact]
    public void EveryOptionComesBackToTheBit()
    {
        var options = TestCatalogue.Options with
        {
            Data = "some/where",
            Source = "rooms",
            Input = new FieldShape(48, 64, 3),
            Buildings = 7,
            Tasks = "ers",
            Method = "one-by-one",
            Groups = 3,
            Rounds = 11,
            MergeRounds = 4,
            ClientsPerRound = 5,
            LocalEpochs = 2,
            Batch = 9,
            LearningRate = 0.1 + 0.2,
            Momentum = 1 / 3.0,
            WeightDecay = 1e-17,
            ClipNorm = 0.7,
            Encoder = "resnet-18",
            ImageSize = 96,
            ProbeEvery = 6,
            Affinity = AffinityRule.FirstOrder,
            ProbeRounds = 8,
            EvaluateEvery = 3,
            Seed = ulong.MaxValue,
            Threads = 12,
            Out = Place,
        };
        using (var created = RunFolder.Create(options, _clock))
        {
            Assert.Equal(options with { Data = Path.GetFullPath("some/where") }, created.Options);
        }

        using var opened = RunFolder.Open(Place, TestCatalogue.Learning);
        Assert.Equal(options with { Data = Path.GetFullPath("some/where") }, opened.Options);
    }

    [Fact]
    public void AFolderInsideAFileIsRefusedBeforeAnythingIsDone()
    {
        File.WriteAllText(_folder["file"], "");
        var place = _folder["file/deep/run"];
        var refused = Assert.Throws<InputException>(() => RunFolder.CheckNew(TestCatalogue.Options with { Out = place }));
        Assert.Equal($"--out {place} cannot be created: {_folder["file"]} is a file, not a folder.", refused.Message);
    }

    [Fact]
    public void TheOptionsFileHasEveryOptionForPeople()
    {
        using var run = RunFolder.Create(TestCatalogue.Options with { Out = Place }, _clock);
        var text = File.ReadAllText(_folder["run/run.json"]);
        Assert.Contains("\n  \"learningRate\": 0.05,\n", text);
        Assert.Contains("\n  \"data\": null,\n", text);
        Assert.Contains("\n  \"mergeRounds\": 12,\n", text);
        Assert.DoesNotContain("splits", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void AFolderThatExistsIsRefused()
    {
        Directory.CreateDirectory(Place);
        var refused = Assert.Throws<InputException>(() => RunFolder.Create(TestCatalogue.Options with { Out = Place }, _clock));
        Assert.Equal(
            $"--out {Place} already exists; give a new folder, or resume it: mas resume {Place}",
            refused.Message);
        Assert.Empty(Directory.GetFileSystemEntries(Place));
    }

    [Fact]
    public void FaultyOptionsWriteNothingAndAreAllTold()
    {
        var options = TestCatalogue.Options with { Out = Place, Batch = 0, Rounds = 0 };
        var refused = Assert.Throws<InputException>(() => RunFolder.Create(options, _clock));
        Assert.Contains("--batch is 0", refused.Message);
        Assert.Contains("--rounds is 0", refused.Message);
        Assert.False(Directory.Exists(Place));
    }

    [Fact]
    public void AFolderThatIsNoRunIsRefusedWithWhatIsMissing()
    {
        Assert.Contains("it does not exist", Refused());
        Directory.CreateDirectory(Place);
        Assert.Contains("run.json is missing", Refused());
        _folder.Write("run/run.json", "{}");
        Assert.Contains("checkpoints is missing", Refused());
        Directory.CreateDirectory(_folder["run/checkpoints"]);
        _folder.Write("run/run.json", "{ \"batch\": \"many\" }");
        Assert.Contains("run.json: batch is \"many\"; expected a whole number.", Refused());
        _folder.Write("run/run.json", "{ \"batch\": -1 }");
        Assert.Contains("run.json: batch is -1; expected", Refused());
        _folder.Write("run/run.json", "{ \"tasks\": null }");
        Assert.Contains("run.json: tasks is null; expected text.", Refused());

        string Refused() => Assert.Throws<InputException>(() => RunFolder.Open(Place, TestCatalogue.Learning)).Message;
    }

    [Fact]
    public void AnOptionThatIsMissingHasItsDefault()
    {
        Directory.CreateDirectory(_folder["run/checkpoints"]);
        _folder.Write("run/run.json", "{ \"batch\": 3 }");
        using var run = RunFolder.Open(Place, TestCatalogue.Learning);
        Assert.Equal(TestCatalogue.Options with { Batch = 3, RoomsEdition = 1, Out = Place }, run.Options);
    }

    [Fact]
    public void AnOptionThatIsUnknownOrListedTwiceIsRefusedWithTheNearestName()
    {
        Directory.CreateDirectory(_folder["run/checkpoints"]);
        _folder.Write("run/run.json", "{ \"mergeRound\": 3, \"batch\": 4, \"batch\": 8, \"splits\": true }");
        var refused = Assert.Throws<InputException>(() => RunFolder.Look(Place, TestCatalogue.Learning));
        Assert.Equal(
            [
                $"{_folder["run/run.json"]}: batch is listed more than once.",
                $"{_folder["run/run.json"]}: mergeRound is unknown; did you mean mergeRounds?",
                $"{_folder["run/run.json"]}: splits is unknown; did you mean split?",
            ],
            refused.Message.Split(Environment.NewLine));
    }

    [Fact]
    public void OnlyOneAtATimeWorksOnARun()
    {
        using (RunFolder.Create(TestCatalogue.Options with { Out = Place }, _clock))
        {
            Assert.Contains("another process", Assert.Throws<InputException>(() => RunFolder.Open(Place, TestCatalogue.Learning)).Message);
            using var look = RunFolder.Look(Place, TestCatalogue.Learning);
            Assert.Equal(12, look.Options.MergeRounds);
        }

        RunFolder.Open(Place, TestCatalogue.Learning).Dispose();
    }

    [Fact]
    public void OpeningClearsWhatACrashLeftHalfWritten()
    {
        RunFolder.Create(TestCatalogue.Options with { Out = Place }, _clock).Dispose();
        _folder.Write("run/checkpoints/s-0001.safetensors.tmp", "half");
        _folder.Write("run/checkpoints/s-0001.safetensors", "whole");
        RunFolder.Open(Place, TestCatalogue.Learning).Dispose();
        Assert.Equal([_folder["run/checkpoints/s-0001.safetensors"]], Directory.GetFiles(_folder["run/checkpoints"]));
    }

    [Fact]
    public void RunsBegunInOneSecondHaveAFolderEach()
    {
        var made = new string[6];
        var threads = made.Select((_, number) => new Thread(() =>
        {
            using var run = RunFolder.Create(TestCatalogue.Options with { Seed = (ulong)number, Method = "all-in-one" }, _clock);
            made[number] = run.Path;
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal(
            [.. Enumerable.Range(0, 6).Select(number => (ulong)number)],
            made.Select(path => RunFolder.Look(path, TestCatalogue.Learning).Options.Seed));
        Assert.All(made, path => Assert.StartsWith(Path.Combine("runs", "20260102-030405-all-in-one"), path));
        foreach (var path in made)
        {
            Directory.Delete(path, recursive: true);
        }
    }

    public void Dispose() => _folder.Dispose();
}
