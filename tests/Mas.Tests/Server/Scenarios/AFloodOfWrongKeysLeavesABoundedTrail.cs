using System.Globalization;
using System.Net.Http.Headers;
using Mas.Server;
using Mas.Server.Audit;
using Mas.Server.Security;
using Mas.Tests.Federation;
using Mas.Wire;

namespace Mas.Tests.Server.Scenarios;

/// <summary>A stranger tries keys as fast as the network goes, while an operator works.</summary>
public class AFloodOfWrongKeysLeavesABoundedTrail
{
    private const int Tries = 2000;

    [Fact]
    public async Task TheFirstFewAreWrittenTheOthersAreCountedAndTheOperatorIsHeard()
    {
        using var folder = new TemporaryFolder();
        var key = FleetOwner.Key(folder.Path, "ann", OperatorScope.Submit, OperatorScope.Read);
        var options = new FleetOptions { Directory = folder.Path };
        await using (var server = await FleetServer.Start(options, TimeProvider.System))
        {
            using var http = new HttpClient { BaseAddress = server.Address };
            using var operators = new HttpClient { BaseAddress = server.Address };
            await Parallel.ForEachAsync(
                Enumerable.Range(0, Tries), new ParallelOptions { MaxDegreeOfParallelism = 8 },
                async (number, _) => Assert.InRange(await Ask(http, $"mas-{number:x64}"), 401, 429));
            Assert.Equal(200, await Ask(operators, key));
        }

        var trail = await FleetOwner.Trail(folder.Path);
        var refused = trail.Where(entry => entry.Deed == "read").ToArray();
        var counted = trail.Where(entry => entry.Deed == "refusals").ToArray();
        Assert.InRange(refused.Length, 1, RefusalRecorder.OfAddress * (1 + counted.Length));
        Assert.InRange(trail.Count, 2, 40);
        var left = counted.Sum(entry => int.Parse(
            entry.Outcome["refused: ".Length..].Split(' ')[0], CultureInfo.InvariantCulture));
        Assert.InRange(refused.Length + left, 500, Tries);
        Assert.Equal("refused: The operator's key is not known.", refused[0].Outcome);
    }

    private static async Task<int> Ask(HttpClient http, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Paths.Fleet);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        try
        {
            using var answer = await http.SendAsync(request);
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            // Cut off: too many before it had failed.
            return 429;
        }
    }
}
