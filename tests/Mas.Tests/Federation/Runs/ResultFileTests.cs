using System.Text.Json;
using Mas.Federation.Runs;
using Mas.Learning;

namespace Mas.Tests.Federation.Runs;

public sealed class ResultFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void AResultComesBackAsItWas()
    {
        Results.Example.Write(_folder["result.json"]);
        var read = ResultFile.Read(_folder["result.json"]);
        Assert.Equivalent(Results.Example, read, strict: true);
        Assert.Equal(0.1 + 0.2, read.TestLoss.Total);
        Assert.Equal(["result.json"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void OtherProgramsFindTheNamesTheyRead()
    {
        Results.Example.Write(_folder["result.json"]);
        using var json = JsonDocument.Parse(File.ReadAllText(_folder["result.json"]));
        Assert.Equal(
            ["method", "tasks", "groups", "seed", "rounds", "mergeRounds", "testLoss", "initialTestLoss", "validationLoss",
                "cost", "stages", "modelSha256"],
            Names(json.RootElement));
        Assert.Equal(["total", "perTask"], Names(json.RootElement.GetProperty("testLoss")));
        Assert.Equal(
            ["wallSeconds", "cpuSeconds", "trainFlops", "bytesDown", "bytesUp", "energyJoules", "energySource", "probeSeconds"],
            Names(json.RootElement.GetProperty("cost")));
        Assert.Equal("battery", json.RootElement.GetProperty("cost").GetProperty("energySource").GetString());
        Assert.Equal(["name", "tasks", "rounds", "parent", "cost"], Names(json.RootElement.GetProperty("stages")[0]));
        Assert.Equal(["sd.s"], Names(json.RootElement.GetProperty("modelSha256")));
    }

    [Fact]
    public void WhatIsNoResultIsRefusedByName()
    {
        Assert.Contains("result.json cannot be read", Refused());
        _folder.Write("result.json", "{}");
        Assert.Contains("result.json is not the expected JSON", Refused());
        _folder.Write("result.json", "null");
        Assert.Contains("result.json does not hold a JSON object", Refused());

        string Refused() => Assert.Throws<InputException>(() => ResultFile.Read(_folder["result.json"])).Message;
    }

    public void Dispose() => _folder.Dispose();

    private static string[] Names(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];
}
