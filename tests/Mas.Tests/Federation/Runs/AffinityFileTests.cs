using Mas.Federation.Grouping;
using Mas.Federation.Runs;
using Mas.Learning;

namespace Mas.Tests.Federation.Runs;

public sealed class AffinityFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void AMatrixAloneIsEnough()
    {
        _folder.Write("a.json", "{\"tasks\": [\"s\", \"d\"], \"affinity\": [[0.1, -2], [3e-2, 4]]}");
        var read = AffinityFile.Read(_folder["a.json"]);
        Assert.Equal(["s", "d"], read.Tasks);
        Assert.Equal([[0.1, -2], [0.03, 4]], read.Affinity);
        Assert.Null(read.History);
        Assert.Null(read.Groups);
    }

    [Fact]
    public void WhatARunMeasuredComesBackAsItWas()
    {
        var file = new AffinityFile(["s", "d"], [[0.1, 1 / 3.0], [double.Epsilon, -4]])
        {
            Spread = [[0, 1], [2, null]],
            History = [new AffinityRound(3, [[1, 2], [null, 4]], 7)],
            Groups = [["s", "d"]],
            Value = 0.1 + 0.2,
            RunnerUp = new NamedGrouping([["s"], ["d"]], -1),
        };
        file.Write(_folder["a.json"]);
        Assert.Equivalent(file, AffinityFile.Read(_folder["a.json"]), strict: true);
        Assert.Contains("\n    [0.1, 0.3333333333333333],\n    [5E-324, -4]\n  ],\n", File.ReadAllText(_folder["a.json"]));
    }

    [Fact]
    public void WhatWasNotMeasuredIsNull()
    {
        var file = new AffinityFile(["s", "d", "n"], [[0.1, 0.2, null], [0, 0.1, null], [null, null, null]]);
        file.Write(_folder["a.json"]);

        Assert.Contains("\n    [null, null, null]\n", File.ReadAllText(_folder["a.json"]));
        Assert.Equal(file.Affinity, AffinityFile.Read(_folder["a.json"]).Affinity);
    }

    [Fact]
    public void WhatARunWroteIsTheSameMatrixByItsDiagonalAndByTheRule()
    {
        var measured = Mas.Federation.Affinities.AffinityMatrix.FromMeasurements(
            [[0, 0.1, null], [1 / 3.0, 0, -0.2], [null, 0.7, 0]]);
        new AffinityFile(["s", "d", "n"], measured.ToRows()).Write(_folder["a.json"]);

        var read = AffinityFile.Read(_folder["a.json"]);

        Assert.Equal(measured.ToRows(), read.Matrix(diagonal: true).ToRows());
        Assert.Equal(measured.ToRows(), read.Matrix(diagonal: false).ToRows());
    }

    [Theory]
    [InlineData("{", "is not the expected JSON")]
    [InlineData("{\"tasks\": [\"s\"]}", ": affinity is missing.")]
    [InlineData("{\"tasks\": [\"s\"], \"affinity\": [[1]], \"group\": []}", ": group is unknown; did you mean groups?")]
    [InlineData("{\"tasks\": [\"s\"], \"tasks\": [\"d\"], \"affinity\": [[1]]}", ": tasks is listed more than once.")]
    [InlineData("{\"tasks\": [], \"affinity\": []}", "tasks is empty; expected")]
    [InlineData("{\"tasks\": [\"s\", \"s\"], \"affinity\": [[1, 2], [3, 4]]}", "tasks lists 's' more than once")]
    [InlineData("{\"tasks\": [\"s\", \"d\"], \"affinity\": [[1, 2]]}", "expected 2 rows of 2 numbers")]
    [InlineData("{\"tasks\": [\"s\", \"d\"], \"affinity\": [[1, 2], [3]]}", "expected 2 rows of 2 numbers")]
    [InlineData("{\"tasks\": [\"s\", \"d\"], \"affinity\": [[1, 2], null]}", "expected 2 rows of 2 numbers")]
    [InlineData("{\"tasks\": [\"a\\nb\"], \"affinity\": [[1]]}", "tasks[0] is 'a\\u000Ab'; expected text on one line")]
    [InlineData("{\"tasks\": [\"\"], \"affinity\": [[1]]}", "tasks[0] is empty; expected text on one line")]
    [InlineData("{\"tasks\": [\"s\"], \"affinity\": [[\"NaN\"]]}", "an element that is not finite")]
    [InlineData("{\"tasks\": [\"s\", \"d\"], \"affinity\": [[1, null], [null, 1]]}", "no number off the diagonal")]
    public void AFaultyFileIsRefusedByName(string content, string fault)
    {
        _folder.Write("a.json", content);
        var refused = Assert.Throws<InputException>(() => AffinityFile.Read(_folder["a.json"]));
        Assert.StartsWith(_folder["a.json"], refused.Message);
        Assert.Contains(fault, refused.Message);
    }

    public void Dispose() => _folder.Dispose();
}
