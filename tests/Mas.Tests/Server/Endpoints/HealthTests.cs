using System.Net;
using System.Text.Json.Nodes;
using Mas.Server;
using Mas.Server.Queue;
using Mas.Tests.Federation;
using Mas.Tests.Server.Scenarios;

namespace Mas.Tests.Server.Endpoints;

public sealed class HealthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task WhatKeepsItRunningReadsThatEveryPartWorks()
    {
        await using var server = await Start();
        using var anybody = new HttpClient { BaseAddress = server.Address };

        Assert.Equal("Healthy", await anybody.GetStringAsync("/health/live"));
        Assert.Equal(
            """{"queue":"ok","database":"ok","disk":"ok"}""", await anybody.GetStringAsync("/health/ready"));
    }

    [Fact]
    public async Task AQueueWhoseTurnsFailSaysSoAndGoesOn()
    {
        await using var server = await Start();
        using var anybody = new HttpClient { BaseAddress = server.Address };
        var (told, fails) = (new TaskCompletionSource<string>(), true);
        server.Fleet.Noted += note =>
        {
            if (note.StartsWith("A turn ", StringComparison.Ordinal))
            {
                told.TrySetResult(note);
            }
        };
        server.Fleet.Changed += () =>
        {
            if (Volatile.Read(ref fails))
            {
                throw new OutOfMemoryException();
            }
        };
        await Assert.ThrowsAsync<OutOfMemoryException>(() => server.Fleet.Submit(new() { Tasks = "dk" }, "ann"));

        var ready = await Until(anybody, HttpStatusCode.ServiceUnavailable);
        Assert.Equal(
            "The last turn of the queue failed (OutOfMemoryException); the log says how, and it is tried again.",
            (string?)ready["queue"]);
        Assert.Equal("ok", (string?)ready["database"]);
        Assert.StartsWith(
            "A turn of the queue failed (OutOfMemoryException: ", await told.Task.WaitAsync(Patience.Whole));

        Volatile.Write(ref fails, false);
        Assert.Equal("ok", (string?)(await Until(anybody, HttpStatusCode.OK))["queue"]);
    }

    [Fact]
    public async Task ADatabaseThatIsLockedIsToldAndTheServerLives()
    {
        await using var server = await Start();
        using var anybody = new HttpClient { BaseAddress = server.Address };
        using (new LockedDatabase(_folder.Path))
        {
            var ready = await Until(anybody, HttpStatusCode.ServiceUnavailable);

            Assert.Equal("The database has not taken a write within 2 seconds.", (string?)ready["database"]);
            Assert.Equal(("ok", "ok"), ((string?)ready["queue"], (string?)ready["disk"]));
            Assert.Equal("Healthy", await anybody.GetStringAsync("/health/live"));
        }

        await Until(anybody, HttpStatusCode.OK);
    }

    public void Dispose() => _folder.Dispose();

    private Task<FleetServer> Start() => FleetServer.Start(
        new FleetOptions
        {
            Directory = _folder.Path,
            Queue = new QueueTerms { Window = TimeSpan.Zero, LoopPause = TimeSpan.FromMilliseconds(20) },
        },
        TimeProvider.System);

    private static async Task<JsonNode> Until(HttpClient anybody, HttpStatusCode expected)
    {
        for (var end = Patience.End; ; end.ThrowIfCancellationRequested())
        {
            using var answer = await anybody.GetAsync("/health/ready");
            if (answer.StatusCode == expected)
            {
                return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            }
        }
    }
}
