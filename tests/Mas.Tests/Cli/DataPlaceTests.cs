using Mas.Commands;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Tests.Federation;
using Mas.Tests.Federation.Runs;

namespace Mas.Tests.Cli;

/// <summary>Where data are, where they are packed, and what the command says of both.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public sealed class DataPlaceTests(TinyRuns runs) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheWordRoomsIsRefusedWhereAFolderHasThatName()
    {
        Directory.CreateDirectory(_folder["rooms"]);

        using var process = MasProcess.StartIn(_folder.Path, [], "plan", "--data", "rooms");
        var refused = process.End();

        Assert.Equal(ExitCode.BadInput, refused.Code);
        Assert.Equal(
            "--data rooms may be the embedded Rooms or the folder rooms in this folder; give --data ./rooms for the "
            + "folder, or leave --data out for the embedded Rooms.\n",
            refused.Error);
        using var named = MasProcess.StartIn(_folder.Path, [], "plan", "--data", "./rooms");
        Assert.Contains("The data set './rooms' has no folder 'rgb'", named.End().Error);
    }

    [Fact]
    public void ADataSetThatTakesNoCacheHasItInTheUsersOwnFolder()
    {
        var data = CopyWithoutCache("unwritable");
        File.WriteAllText(Path.Combine(data, ".mas-cache"), "in the way");

        Assert.Equal(ExitCode.Done, Evaluate(data).Code);

        var own = Assert.Single(Directory.GetDirectories(_folder["xdg/mas"]));
        Assert.StartsWith("unwritable-", Path.GetFileName(own));
        Assert.NotEmpty(Directory.GetFiles(own, "*.views", SearchOption.AllDirectories));
        const UnixFileMode Alone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(Alone, File.GetUnixFileMode(_folder["xdg/mas"]));
        }

        Assert.Equal(ExitCode.Done, Evaluate(data, "--cache", _folder["given"]).Code);
        Assert.Single(Directory.GetDirectories(_folder["given"]));
    }

    [RequiresRootFact]
    public void ACacheOfAnotherUserIsNotReadNorIsOneWrittenToTheirFolder()
    {
        var data = CopyWithoutCache("foreign");
        Directory.CreateDirectory(Path.Combine(data, ".mas-cache"));
        Assert.Equal(0, RequiresTorchFactAttribute.Run("chown", "65534", Path.Combine(data, ".mas-cache")));
        Assert.Equal(ExitCode.Done, Evaluate(data).Code);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(data, ".mas-cache")));

        Assert.Equal(0, RequiresTorchFactAttribute.Run("chown", "65534", _folder["xdg/mas"]));
        var refused = Evaluate(data);

        Assert.Equal(ExitCode.BadInput, refused.Code);
        Assert.Contains(
            $"The cache folder {_folder["xdg/mas"]} belongs to another user; give a folder of your own with --cache "
            + "DIR.",
            refused.Error);
    }

    [Fact]
    public void ARunGoesOnWithDataThatMovedAndItsReportAndPicturesToo()
    {
        var options = runs.Options("place-moved") with { Data = runs.CopyData("place-data") };
        TinyRuns.StartAndInterrupt(options, happened => happened is RoundFinished { Round: 1 });
        var moved = runs["place-data-elsewhere"];
        Directory.Move(options.Data!, moved);

        var lost = CommandRun.Of("resume", options.Out!);
        var resumed = CommandRun.Of("resume", options.Out!, "--data", moved);

        Assert.Equal((ExitCode.BadInput, ExitCode.Done), (lost.Code, resumed.Code));
        Assert.Contains("give the folder that has them with --data DIR.", lost.Error);
        Assert.Equal(
            runs.Undisturbed.ModelSha256, ResultFile.Read(Path.Combine(options.Out!, ResultFile.FileName)).ModelSha256);
        Assert.Equal(ExitCode.Done, CommandRun.Of("evaluate", options.Out!).Code);

        Directory.Delete(Directory.GetDirectories(Path.Combine(moved, "rgb"))[0], recursive: true);
        foreach (var verb in new string[][]
            { ["evaluate", options.Out!], ["predict", options.Out!, "--out", _folder["p.png"]] })
        {
            var refused = CommandRun.Of(verb);
            Assert.Equal(ExitCode.BadInput, refused.Code);
        }

        var photograph = Directory.GetFiles(Path.Combine(runs.Data, "rgb"), "*.png", SearchOption.AllDirectories)[0];
        Directory.Delete(moved, recursive: true);
        Assert.Equal(
            ExitCode.Done,
            CommandRun.Of("predict", options.Out!, "--picture", photograph, "--out", _folder["p.png"]).Code);
        var report = CommandRun.Of("report", options.Out!);
        Assert.Contains($"The report has no pictures: the data set {moved} is not here.", report.Error);
        Assert.Empty(CommandRun.Of("report", options.Out!, "--data", runs.Data).Error);
    }

    private string CopyWithoutCache(string name)
    {
        Assert.Equal(0, RequiresTorchFactAttribute.Run("cp", "-a", runs.Data, _folder[name]));
        if (Directory.Exists(Path.Combine(_folder[name], ".mas-cache")))
        {
            Directory.Delete(Path.Combine(_folder[name], ".mas-cache"), recursive: true);
        }

        return _folder[name];
    }

    /// <summary>Opens a data set in a process whose user's cache lies in this folder.</summary>
    private CommandRun Evaluate(string data, params string[] more)
    {
        _ = runs.Undisturbed;
        using var process = MasProcess.StartIn(
            "", [$"XDG_CACHE_HOME={_folder["xdg"]}"], ["evaluate", runs["undisturbed"], "--data", data, .. more]);
        return process.End();
    }
}
