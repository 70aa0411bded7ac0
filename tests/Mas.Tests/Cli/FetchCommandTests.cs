using System.Text;
using Mas.Commands;
using Mas.Tests.Device.Connections;
using Mas.Tests.Federation;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Tests.Cli;

public sealed class FetchCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ModelsOfAnotherSubmissionAreNotReplacedByThoseOfTheSameName()
    {
        await using var server = Server(("t1", "one"), ("t2", "two"));

        Assert.Equal(ExitCode.Done, Fetch(server, "t1").Code);
        var refused = Fetch(server, "t2");

        Assert.Equal(ExitCode.BadInput, refused.Code);
        Assert.Equal(
            $"{_folder["models/result.json"]} already exists with different content; give another "
            + "--out, or remove the file.\n",
            refused.Error);
        File.Delete(_folder["models/result.json"]);
        Assert.Contains($"{_folder["models/dk.safetensors"]} already exists", Fetch(server, "t2").Error);
        Assert.Equal("one", File.ReadAllText(_folder["models/dk.safetensors"]));
        Assert.False(File.Exists(_folder["models/result.json"]));
    }

    [Fact]
    public async Task WhatIsThereAlreadyIsNotFetchedAgain()
    {
        var asked = new List<string>();
        await using var server = Server(asked, ("t1", "one"));
        Assert.Equal(ExitCode.Done, Fetch(server, "t1").Code);
        asked.Clear();

        Assert.Equal(ExitCode.Done, Fetch(server, "t1").Code);

        Assert.Equal([Paths.SubmissionModels("t1"), Paths.SubmissionResult("t1")], asked);
        Assert.Equal(2, Directory.GetFiles(_folder["models"]).Length);
    }

    private static RawServer Server(params (string Id, string Model)[] submissions) => Server([], submissions);

    private static RawServer Server(List<string> asked, params (string Id, string Model)[] submissions) => new(head =>
    {
        var target = head.Split(' ')[1];
        asked.Add(target);
        foreach (var (id, model) in submissions)
        {
            var sha256 = Sha256Name.Of(Encoding.ASCII.GetBytes(model));
            if (target == Paths.SubmissionModels(id))
            {
                return RawServer.Answer(200, Encoding.ASCII.GetString(
                    new FetchDocument("r1", [new FetchedModel("dk", "dk", sha256, model.Length)]).ToBytes()));
            }

            if (target == Paths.SubmissionModel(id, sha256))
            {
                return RawServer.Answer(200, model);
            }

            if (target == Paths.SubmissionResult(id))
            {
                return RawServer.Answer(200, $"{{\"of\":\"{id}\"}}");
            }
        }

        return RawServer.Answer(404, "{\"title\":\"Not found.\"}");
    });

    private CommandRun Fetch(RawServer server, string id) => CommandRun.Of(
        "fetch", id, "--out", _folder["models"], "--server", server.Address.ToString(), "--key", "mas-1");
}
