using System.Net.Http.Headers;
using Mas.Commands;
using Mas.Server;
using Mas.Server.Security;
using Mas.Server.Storage;
using Mas.Tests.Cli;
using Mas.Tests.Federation;
using Mas.Tests.Server.Storage;
using Mas.Wire;

namespace Mas.Tests.Server.Scenarios;

/// <summary>
/// While PostgreSQL is away an operator whose key was good a moment ago is served, and made-up keys beyond the limit of
/// their address wait for no database. Once it is back, a key that is revoked is refused at once.
/// </summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class AnAbsentDatabaseKeepsNoOperatorOut
{
    private const int Failures = 1;

    [RequiresPostgresFact]
    public async Task AndMadeUpKeysDoNotReachIt()
    {
        using var postgres = new PostgresServer();
        using var folder = new TemporaryFolder();
        await using var server = await FleetServer.Start(
            new FleetOptions
            {
                Directory = folder.Path,
                Database = postgres.Connection,
                Limits = new LimitTerms { FailuresPerMinute = Failures },
                Store = new StoreTerms { Patience = Patience.Whole },
            },
            TimeProvider.System);
        var key = Key("--name", "ann", "--scopes", "read");
        var fresh = Key("--name", "bob", "--scopes", "read");
        Assert.Equal(200, await Ask(server, key));
        Assert.Equal(401, await Ask(server, "mas-guess"));

        postgres.Stop();

        // Bob's key has not been used, but was read with ann's.
        Assert.Equal((200, 200), (await Ask(server, key), await Ask(server, fresh)));
        Assert.Equal(429, await Ask(server, "mas-made-up"));

        postgres.Start();
        Assert.Equal(ExitCode.Done, Access("--name", "ann", "--revoke").Code);
        Assert.InRange(await Ask(server, key), 401, 429);
        Assert.Equal(200, await Ask(server, fresh));

        CommandRun Access(params string[] arguments) => MasProcess.RunIn(
            [$"MAS_DATABASE={postgres.Connection}"], ["key", "--fleet", folder.Path, .. arguments]);

        string Key(params string[] arguments)
        {
            var run = Access(arguments);
            Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
            return run.Out.Trim();
        }
    }

    private static async Task<int> Ask(FleetServer server, string key)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.GetAsync(Paths.Fleet);
        return (int)answer.StatusCode;
    }
}
