using System.Runtime.Versioning;
using Mas.Commands;
using Mas.Tests.Cli;
using Mas.Tests.Federation.Runs;

namespace Mas.Tests.Server.Scenarios;

/// <summary>The folders of real processes after a run, of a user whose files others may read unless told otherwise.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
[UnsupportedOSPlatform("windows")]
public class ADevicesFilesAreItsOwn(TinyRuns runs)
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    [Fact]
    public void AlsoWhereTheFolderWasThereBeforeAndOpenToAll()
    {
        var fleet = new ProcessFleet(runs, "private-fleet");
        var old = Path.Combine(fleet.Folder, fleet.Buildings[0], "models", "old.part");
        Directory.CreateDirectory(Path.GetDirectoryName(old)!);
        File.WriteAllText(old, "");
        Open(fleet.Folder);
        using var server = fleet.StartServer();
        Assert.True(server.Until(() => fleet.Operator("status").Code == ExitCode.Done));
        Open(Path.Combine(fleet.Folder, fleet.Buildings[0]));
        using var devices = fleet.StartDevices();

        Assert.Equal(ExitCode.Done, fleet.Operator("submit", "--tasks", "dk").Code);
        fleet.WaitForTheEnd(server);

        Assert.All(devices.Processes, process => Assert.False(process.HasEnded));
        Assert.Empty(OpenToOthers(fleet.Folder));
        foreach (var building in fleet.Buildings)
        {
            Assert.Contains(
                Directory.EnumerateFiles(Path.Combine(fleet.Folder, building), "*", SearchOption.AllDirectories),
                file => file.Contains($"{Path.DirectorySeparatorChar}cache{Path.DirectorySeparatorChar}"));
        }

        devices.Processes[0].Interrupt();
        Assert.Contains("was open to other users", devices.Processes[0].End().Error);
    }

    private static void Open(string folder)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Append(folder))
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path)
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }
    }

    private static string[] OpenToOthers(string folder) =>
    [
        .. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Append(folder)
            .Where(path => (File.GetUnixFileMode(path) & Others) != 0),
    ];
}
