using Mas.Commands;
using Mas.Server;
using Mas.Server.Storage;
using Mas.Tests.Cli;
using Mas.Tests.Federation;
using Microsoft.EntityFrameworkCore;

namespace Mas.Tests.Server.Scenarios;

/// <summary>Somebody with access to the database would rather not have done what the trail says.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public sealed class TamperingWithTheTrailShows : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task AnEntryThatIsChangedRemovedOrCutOffIsNamed()
    {
        foreach (var name in new[] { "ann", "bob", "cara", "dan" })
        {
            CommandRun.Of("key", "--fleet", _folder.Path, "--name", name);
        }

        Assert.Equal((ExitCode.Done, ""), Audited());

        Tamper("UPDATE Audit SET Subject = 'eve (read)' WHERE Number = 2");
        Assert.Equal((ExitCode.Failed, "Entry 2 was changed: its hash does not fit what it says."), Audited());
        Tamper("UPDATE Audit SET Subject = 'bob (read)' WHERE Number = 2");
        Assert.Equal((ExitCode.Done, ""), Audited());

        Tamper("DELETE FROM Audit WHERE Number = 4");
        Assert.Equal((ExitCode.Failed, "Entry 4 is missing: audit.head knows of 4."), Audited());

        // What comes after does not hide it.
        CommandRun.Of("key", "--fleet", _folder.Path, "--name", "ann", "--rotate");
        Assert.Equal((ExitCode.Failed, "Entry 4: refused: Entry 4 is missing: audit.head knows of 4."), Audited());
        Assert.Equal(
            ["make-key", "make-key", "make-key", "gap", "rotate-key"],
            (await FleetOwner.Trail(_folder.Path)).Select(entry => entry.Deed));

        Tamper("DELETE FROM Audit WHERE Number = 1");
        Assert.Equal((ExitCode.Failed, "Entry 1 is missing: the next one has the number 2."), Audited());
    }

    [Fact]
    public async Task ProcessesThatWriteAtOnceMakeOneTrail()
    {
        await using var server = await FleetServer.Start(
            new FleetOptions { Directory = _folder.Path }, TimeProvider.System);
        MasProcess[] processes =
        [
            .. Enumerable.Range(0, 6).Select(index => MasProcess.Start(
                "token", "--fleet", _folder.Path, "--client", $"client {index}")),
        ];
        var access = FleetOwner.Of(_folder.Path);
        for (var index = 0; index < 20; index++)
        {
            await access.CreateToken($"other {index}", TimeSpan.FromHours(1));
        }

        Assert.All(processes, process => Assert.Equal(ExitCode.Done, process.End().Code));
        Array.ForEach(processes, process => process.Dispose());

        Assert.Equal((ExitCode.Done, ""), Audited());
        Assert.Equal(
            Enumerable.Range(1, 26), (await FleetOwner.Trail(_folder.Path)).Select(entry => (int)entry.Number));
    }

    public void Dispose() => _folder.Dispose();

    private void Tamper(string statement)
    {
        using var database = new FleetStore(_folder.Path).Open();
        Assert.Equal(1, database.Database.ExecuteSqlRaw(statement));
    }

    /// <summary>What <c>mas audit</c> ends with, and the sentence that names the entry.</summary>
    private (int Code, string Sentence) Audited()
    {
        var run = CommandRun.Of("audit", "--fleet", _folder.Path);
        const string Said = "The audit trail is not as it was written. ";
        return (run.Code, run.Error.Replace(Said, "", StringComparison.Ordinal).Trim());
    }
}
