using System.Net.Http.Headers;
using System.Text;
using Mas.Server;
using Mas.Server.Security;
using Mas.Tests.Federation;
using Mas.Tests.Server.Queue;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Endpoints;

/// <summary>What operators may and may not do, against a server that listens.</summary>
public sealed class OperatorRefusalTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private FleetServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await Fleets.Start(_folder.Path);
        _http.BaseAddress = _server.Address;
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task WithoutAKeyNothingIsAnswered()
    {
        Assert.Equal((401, "The request has no operator's key."), await Send(HttpMethod.Get, Paths.Fleet, null));
        Assert.Equal((401, "The request has no operator's key."), await Send(HttpMethod.Get, Paths.Fleet, "guess"));
        Assert.Equal(
            (401, "The operator's key is not known."),
            await Send(HttpMethod.Get, Paths.Fleet, "mas-" + new string('0', 64)));
    }

    [Theory]
    [InlineData(OperatorScope.Read, "submit approve")]
    [InlineData(OperatorScope.Submit, "read approve")]
    [InlineData(OperatorScope.Approve, "read submit")]
    [InlineData(OperatorScope.Admin, "")]
    public async Task AKeyDoesWhatItsScopeSaysAndNoMore(OperatorScope scope, string refused)
    {
        var key = Key("ann", scope);
        await _server.Fleet.Submit(new SubmissionDocument { Tasks = "dk" }, "ann");
        var submission = new SubmissionDocument { Tasks = "dk" }.ToBytes();
        (string Scope, HttpMethod Method, string Target, byte[]? Body)[] requests =
        [
            ("read", HttpMethod.Get, Paths.Fleet, null),
            ("read", HttpMethod.Get, Paths.SubmissionModels("t1"), null),
            ("read", HttpMethod.Get, Paths.SubmissionModel("t1", new string('0', 64)), null),
            ("read", HttpMethod.Get, Paths.SubmissionResult("t1"), null),
            ("submit", HttpMethod.Post, Paths.Submissions, submission),
            ("submit", HttpMethod.Delete, Paths.Submission("t1"), null),
            ("approve", HttpMethod.Post, Paths.Split("r1"), new ApprovalDocument(null).ToBytes()),
            ("submit", HttpMethod.Post, Paths.Retry("r1"), []),
        ];
        foreach (var request in requests)
        {
            var (status, sentence) = await Send(request.Method, request.Target, key, request.Body);
            if (refused.Contains(request.Scope, StringComparison.Ordinal))
            {
                Assert.Equal((403, $"The key of ann lacks the scope {request.Scope}."), (status, sentence));
            }
            else
            {
                Assert.NotInRange(status, 401, 403);
            }
        }
    }

    [Fact]
    public async Task ARevokedKeyIsRefusedAtOnce()
    {
        var key = Key("ann", OperatorScope.Read);
        Assert.Equal(200, (await Send(HttpMethod.Get, Paths.Fleet, key)).Status);

        Assert.True(FleetOwner.RevokeKey(_folder.Path, "ann"));

        Assert.Equal(401, (await Send(HttpMethod.Get, Paths.Fleet, key)).Status);
        Assert.False(FleetOwner.RevokeKey(_folder.Path, "ann"));
    }

    [Fact]
    public async Task WhatCannotBeDoneIsRefusedWithItsSentence()
    {
        var key = Key("ann", OperatorScope.Admin);
        var id = await _server.Fleet.Submit(new SubmissionDocument { Tasks = "dk" }, "bob");

        Assert.Equal((404, "There is no submission t9."), await Send(HttpMethod.Delete, Paths.Submission("t9"), key));
        Assert.Equal((404, "There is no run r9."), await Send(HttpMethod.Post, Paths.Split("r9"), key, "{}"u8.ToArray()));
        Assert.Equal(
            (409, "t1 has no models: it is not done."), await Send(HttpMethod.Get, Paths.SubmissionModels(id), key));
        Assert.Equal(204, (await Send(HttpMethod.Delete, Paths.Submission(id), key)).Status);
        Assert.Equal(
            (409, "t1 has ended already: cancelled."), await Send(HttpMethod.Delete, Paths.Submission(id), key));
    }

    [Fact]
    public async Task ARunThatCannotBeJoinedIsAConflict()
    {
        var key = Key("ann", OperatorScope.Submit);
        using var device = new SignedClient(_server.Address);
        Assert.Equal((204, ""), await device.Join(FleetOwner.Token(_folder.Path, "castle"), "castle", "dk"));
        await _server.Fleet.Submit(new SubmissionDocument { Tasks = "dk" }, "bob");
        await _server.Fleet.Until(status => status.Runs.Count == 1);

        var joins = new SubmissionDocument { Tasks = "d", Join = "r9" };
        Assert.Equal((404, "There is no run r9."), await Send(HttpMethod.Post, Paths.Submissions, key, joins.ToBytes()));
        Assert.Equal(
            (409, "r1 has trained 0 of 2 rounds; a task that joins needs 3 more."),
            await Send(HttpMethod.Post, Paths.Submissions, key, (joins with { Join = "r1" }).ToBytes()));
        Assert.Single(_server.Fleet.Status().Submissions);
    }

    [Theory]
    [InlineData("{", "is not the expected JSON")]
    [InlineData("{}", "tasks is missing.")]
    [InlineData("""{"tasks":"dk","haste":1}""", "haste is unknown; expected one of tasks, priority")]
    [InlineData("""{"tasks":"dk","tasks":"s"}""", "tasks is listed more than once.")]
    [InlineData("""{"tasks":"dk","recipe":{"round":9}}""", "recipe.round is unknown; did you mean rounds?")]
    [InlineData("""{"tasks":"dx"}""", "where 'x' is not a task")]
    [InlineData("""{"tasks":""}""", "--tasks is empty")]
    [InlineData("""{"tasks":"dk","recipe":{"rounds":0}}""", "--rounds is 0; expected")]
    [InlineData("""{"tasks":"dk","recipe":{"rounds":"9"}}""", "recipe.rounds is \"9\"; expected a whole number, 1 ")]
    [InlineData("""{"tasks":"dk","budget":"NaN"}""", "--budget is NaN; expected")]
    public async Task ASubmissionThatCannotBeUsedIsToldWhy(string body, string expected)
    {
        var (status, sentence) = await Send(
            HttpMethod.Post, Paths.Submissions, Key("ann", OperatorScope.Submit), Encoding.UTF8.GetBytes(body));

        Assert.Equal(400, status);
        Assert.Contains(expected, sentence);
    }

    [Fact]
    public async Task ABodyIsBoundedBeforeItIsRead()
    {
        var key = Key("ann", OperatorScope.Admin);
        var letters = Encoding.UTF8.GetBytes($"{{\"tasks\":\"{new string('d', 10_000)}\"}}");

        Assert.Equal(
            (413, "This document has at most 16384 bytes."),
            await Send(HttpMethod.Post, Paths.Submissions, key, new byte[Protocol.LongestSubmission + 1]));
        Assert.Contains(
            "--tasks has 10000 letters", (await Send(HttpMethod.Post, Paths.Submissions, key, letters)).Sentence);
    }

    [Fact]
    public async Task WhoeverSubmitsIsNamedInTheStatusAndTheLog()
    {
        var told = new List<string>();
        _server.Fleet.Noted += told.Add;
        var (status, _) = await Send(
            HttpMethod.Post, Paths.Submissions, Key("ann", OperatorScope.Submit),
            new SubmissionDocument { Tasks = "dk", Priority = 20 }.ToBytes());

        Assert.Equal(201, status);
        Assert.Equal("ann", _server.Fleet.Status().Submissions[0].By);
        Assert.Contains("ann submitted t1: dk, priority 20.", told);
    }

    [Fact]
    public void NoKeyLiesInTheDatabase()
    {
        var key = Key("ann", OperatorScope.Read);
        using var database = _server.Store.Open();

        Assert.DoesNotContain(key[4..], database.OperatorKeys.Single().Sha256);
        Assert.Equal(68, key.Length);
    }

    [Fact]
    public async Task WhatOneSubmittedAnotherCancelsOnlyAsAnAdmin()
    {
        var (ann, bob) = (Key("ann", OperatorScope.Submit), Key("bob", OperatorScope.Submit));
        var body = new SubmissionDocument { Tasks = "sd" }.ToBytes();
        await Send(HttpMethod.Post, Paths.Submissions, ann, body);
        await Send(HttpMethod.Post, Paths.Submissions, ann, body);

        Assert.Equal(
            (403, "ann submitted t1. The key of bob lacks the scope admin."),
            await Send(HttpMethod.Delete, Paths.Submission("t1"), bob));
        Assert.Equal(204, (await Send(HttpMethod.Delete, Paths.Submission("t1"), ann)).Status);
        var carol = Key("carol", OperatorScope.Admin);
        Assert.Equal(204, (await Send(HttpMethod.Delete, Paths.Submission("t2"), carol)).Status);
    }

    private string Key(string name, OperatorScope scope) => FleetOwner.Key(_folder.Path, name, scope);

    private async Task<(int Status, string Sentence)> Send(
        HttpMethod method, string target, string? key, byte[]? body = null)
    {
        using var request = new HttpRequestMessage(method, target)
        {
            Content = body is null ? null : new ByteArrayContent(body),
        };
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        using var answer = await _http.SendAsync(request);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        return ((int)answer.StatusCode, answer.IsSuccessStatusCode ? "" : RefusalDocument.Parse(bytes).Title);
    }
}
