using System.Diagnostics;
using Mas.Tests.Federation.Runs;

namespace Mas.Tests.Cli;

/// <summary>A fleet's folder, copied as docs/guide/deploying.md says.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class BackupTests(TinyRuns runs)
{
    [Fact]
    public void ACopyOfTheFolderOfAServerAtWorkGoesOnWithTheRunToTheSameBits()
    {
        var fleet = new ProcessFleet(runs, "backed-up");
        using var devices = fleet.HostDevices();
        using (var server = fleet.StartServer())
        {
            fleet.Submit(server);
            Assert.True(server.Until(() => fleet.Journal.Contains("round-finished", StringComparison.Ordinal)));
            Copy(fleet.Folder, runs["backup"]);
            server.Kill();
        }

        fleet.Folder = runs["backup"];
        fleet.ServeToTheEnd();

        fleet.AssertSimulated();
    }

    /// <summary>What vanishes while it is copied is not missed.</summary>
    private static void Copy(string from, string to)
    {
        using var copying =
            Process.Start(new ProcessStartInfo("cp", ["-a", from, to]) { RedirectStandardError = true })!;
        copying.StandardError.ReadToEnd();
        copying.WaitForExit();
    }
}
