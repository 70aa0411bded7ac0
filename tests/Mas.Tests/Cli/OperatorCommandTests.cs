using Mas.Cli;
using Mas.Tests.Device.Connections;
using Mas.Tests.Federation;

namespace Mas.Tests.Cli;

/// <summary>What operators say wrong, told before anything is sent.</summary>
public class OperatorCommandTests
{
    [Theory]
    [InlineData("submit --server nowhere --key mas-1 --tasks sd", "--server nowhere is no address")]
    [InlineData("submit --server http://example.org --key mas-1 --tasks sd", "give an https address")]
    [InlineData("status --server http://localhost:1", "There is no key; give --key, or set MAS_KEY.")]
    [InlineData("submit --server http://localhost:1 --key mas-1", "'mas submit' needs --tasks LETTERS")]
    [InlineData("submit --server http://localhost:1 --key mas-1 --tasks sd --deadline soon", "--deadline soon cannot be read")]
    [InlineData("submit --server http://localhost:1 --key mas-1 --tasks sd --wanted s", "--wanted s: 's' cannot be read")]
    [InlineData("submit --server http://localhost:1 --key mas-1 --tasks sd --wanted s=low", "--wanted s=low: low is no number")]
    [InlineData("submit --server http://localhost:1 --key mas-1 --tasks sd --labels s=a,s=b", "--labels s=a,s=b: 's=b' cannot be read")]
    [InlineData("submit --server http://localhost:1 --key mas-1 --tasks sd --budget much", "--budget 'much' cannot be read")]
    [InlineData("cancel --server http://localhost:1", "'mas cancel' needs ID: the submission")]
    [InlineData("fetch t1 --server http://localhost:1", "'mas fetch' needs --out DIR")]
    [InlineData("key --name ann --scopes write", "'write' is no scope; the scopes are read, submit, approve, admin.")]
    [InlineData("serve --window -1 --runs 0", "--window -1 is out of range; it must be 0 to 86400.")]
    [InlineData("serve --pictures nowhere", "--pictures nowhere is no folder.")]
    [InlineData("serve --rounds 0", "--rounds 0 is out of range; it must be 1 to 9999.")]
    [InlineData("serve --address everywhere --key a.pem", "--address everywhere is none to listen to")]
    [InlineData("serve --address everywhere --key a.pem", "--key needs --certificate")]
    [InlineData("serve --behind-proxy", "--behind-proxy needs --authority")]
    [InlineData("serve --certificate nowhere.pem", "The certificate cannot be read")]
    [InlineData("serve --address 0.0.0.0 --fleet /dev/null/fleet", "must not travel in clear; give --certificate")]
    [InlineData("serve --fleet /dev/null/fleet", "The fleet's folder /dev/null/fleet cannot be made")]
    [InlineData("certificate --name a_b!c --out /dev/null/certificates", "--name 'a_b!c' is no name of a server")]
    [InlineData("device --server http://localhost:1 --data a --min-battery 101", "--min-battery 101 is out of range; it must be 0 to 100.")]
    [InlineData("device --server http://localhost:1 --data a --max-bytes-a-day -1", "--max-bytes-a-day -1 is out of range; it must be 0 to 1e15.")]
    [InlineData("certificate --days 0", "--days 0 is out of range; it must be 1 to 3650.")]
    [InlineData("status --server https://localhost:1 --key mas-1 --ca nowhere.pem", "--ca nowhere.pem cannot be read")]
    [InlineData("fleet --tasks sd,x", "there is no task 'x'")]
    public void ABadOptionIsTwoAndASentence(string line, string expected)
    {
        var run = CommandRun.Of(line.Split(' '));

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains(run.Faults, fault => fault.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void AServerThatIsAwayIsOneAndASentence()
    {
        var run = CommandRun.Of("status", "--server", "http://localhost:1", "--key", "mas-1");

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains("http://localhost:1/ cannot be reached", run.Error);
    }

    [Fact]
    public void AFleetThatATokenMakesIsToldOfAndIsItsOwnersAlone()
    {
        using var temporary = new TemporaryFolder();
        var place = temporary["fleet"];

        var (first, second) = (CommandRun.Of("token", "--fleet", place), CommandRun.Of("token", "--fleet", place));

        Assert.Equal((ExitCode.Done, ExitCode.Done), (first.Code, second.Code));
        Assert.Contains($"There is no fleet in {place} yet; a new one is made.", first.Error);
        Assert.Empty(second.Error);
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Assert.Equal(Owner, File.GetUnixFileMode(place));
        }
    }

    [Theory]
    [InlineData(400, ExitCode.BadInput)]
    [InlineData(403, ExitCode.BadInput)]
    [InlineData(429, ExitCode.Failed)]
    [InlineData(500, ExitCode.Failed)]
    public async Task WhatAServerRefusesIsTwoAndWhereItHasFailedIsOne(int status, int expected)
    {
        await using var server = new RawServer(_ => RawServer.Answer(status, "{\"title\":\"Not now.\"}"));

        var run = CommandRun.Of("status", "--server", server.Address.ToString(), "--key", "mas-1");

        Assert.Equal(expected, run.Code);
        Assert.Contains("Not now.", run.Error);
    }
}
