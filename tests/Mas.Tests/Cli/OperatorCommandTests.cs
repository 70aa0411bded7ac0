using Mas.Commands;
using Mas.Tests.Device.Connections;
using Mas.Tests.Federation;

namespace Mas.Tests.Cli;

/// <summary>What operators type wrong is refused before anything is sent.</summary>
public class OperatorCommandTests
{
    [Theory]
    [InlineData("submit --server nowhere --key mas-1 --tasks sd", "--server is 'nowhere'; expected an address such as")]
    [InlineData("submit --server http://example.org --key mas-1 --tasks sd", "use an https address")]
    [InlineData("status --server http://localhost:1", "The operator's key is missing; give --key, or set MAS_KEY.")]
    [InlineData("submit --server http://localhost:1 --key mas-1", "'mas submit' needs --tasks LETTERS")]
    [InlineData("submit --server http://localhost:1 --key mas-1 --tasks sd --deadline soon",
        "--deadline is 'soon'; expected a time in UTC such as")]
    [InlineData("submit --server http://localhost:1 --key mas-1 --tasks sd --wanted s", "--wanted s: 's' cannot be read")]
    [InlineData("submit --server http://localhost:1 --key mas-1 --tasks sd --wanted s=low",
        "--wanted s=low: 'low' is not a number")]
    [InlineData("submit --server http://localhost:1 --key mas-1 --tasks sd --labels s=a,s=b", "--labels s=a,s=b: 's=b' cannot be read")]
    [InlineData("submit --server http://localhost:1 --key mas-1 --tasks sd --budget much",
        "--budget is 'much'; expected a number, above 0.")]
    [InlineData("cancel --server http://localhost:1", "'mas cancel' needs ID: the submission")]
    [InlineData("fetch t1 --server http://localhost:1", "'mas fetch' needs --out DIR")]
    [InlineData("key --name ann --scopes write", "--scopes is 'write'; expected one of read, submit, approve, single, admin.")]
    [InlineData("serve --window -1 --runs 0", "--window is -1; expected a whole number, 0 to 86400.")]
    [InlineData("serve --pictures nowhere", "--pictures is 'nowhere'; expected a folder that exists.")]
    [InlineData("serve --rounds 0", "--rounds is 0; expected a whole number, 1 to 9999.")]
    [InlineData("serve --address everywhere --key a.pem",
        "--address is 'everywhere'; expected an address to listen on, such as 127.0.0.1, 0.0.0.0 or [::].")]
    [InlineData("serve --address everywhere --key a.pem", "--key needs --certificate")]
    [InlineData("serve --proxy 127.0.0.1", "--proxy needs --authority")]
    [InlineData("serve --proxy 10.0.0.0/33 --authority a", "--proxy is '10.0.0.0/33'; expected addresses or networks")]
    [InlineData("serve --behind-proxy", "--behind-proxy")]
    [InlineData("serve --certificate nowhere.pem", "The certificate cannot be read")]
    [InlineData("serve --address 0.0.0.0 --fleet /dev/null/fleet", "must not travel in the clear; give --certificate")]
    [InlineData("serve --fleet /dev/null/fleet", "The fleet's folder /dev/null/fleet cannot be created")]
    [InlineData("certificate --name a_b!c --out /dev/null/certificates", "--name 'a_b!c' is not a valid server name")]
    [InlineData("device --server http://localhost:1 --data a --min-battery 101",
        "--min-battery is 101; expected a whole number, 0 to 100.")]
    [InlineData("device --server http://localhost:1 --data a --max-bytes-a-day -1",
        "--max-bytes-a-day is -1; expected a number, 0 to 1e15.")]
    [InlineData("certificate --days 0", "--days is 0; expected a whole number, 1 to 3650.")]
    [InlineData("status --server https://localhost:1 --key mas-1 --ca nowhere.pem", "--ca nowhere.pem cannot be read")]
    [InlineData("fleet --tasks sd,x", "where 'x' is not a task")]
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

        string[] line = ["token", "--fleet", place, "--client", "ashford"];
        var (first, second) = (CommandRun.Of(line), CommandRun.Of(line));

        Assert.Equal((ExitCode.Done, ExitCode.Done), (first.Code, second.Code));
        Assert.Contains($"The folder {place} has no fleet yet; a new one is created.", first.Error);
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

    [Theory]
    [InlineData(200)]
    [InlineData(302)]
    [InlineData(403)]
    [InlineData(413)]
    [InlineData(502)]
    public async Task WhatSomethingInBetweenAnswersIsToldAsThat(int status)
    {
        await using var portal = new RawServer(_ => RawServer.Page(status, "<html>"));

        var run = CommandRun.Of("status", "--server", portal.Address.ToString(), "--key", "mas-1");

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains($"{portal.Address} answers {status} (So)", run.Error);
        Assert.Contains("This answer is not the server's but comes from something in between", run.Error);
        Assert.Single(run.Faults);
    }

    [Fact]
    public async Task ASubmissionIsNotFollowedWhereSomethingInBetweenForbidsItForGood()
    {
        await using var proxy = new RawServer(head => head.StartsWith("POST ", StringComparison.Ordinal)
            ? "HTTP/1.1 201 So\r\nContent-Type: application/json\r\nContent-Length: 11\r\nConnection: "
                + "close\r\n\r\n{\"id\":\"t1\"}"
            : RawServer.Page(403, "<html>"));

        var run = CommandRun.Of(
            "submit", "--server", proxy.Address.ToString(), "--key", "mas-1", "--tasks", "sd", "--wait");

        Assert.Equal((ExitCode.Failed, "t1"), (run.Code, run.Out.Trim()));
        Assert.Contains("answers 403 (So) to GET /v1/fleet", run.Error);
    }
}
