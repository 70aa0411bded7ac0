using System.Net;
using System.Net.Sockets;
using Mas.Server;
using Mas.Server.Security;
using Mas.Tests.Federation;
using Mas.Wire;

namespace Mas.Tests.Server.Security;

/// <summary>What strangers may do at an address that honest devices share with them.</summary>
public sealed class AddressLimitsTests : IAsyncLifetime
{
    private const int MostConnections = 3;

    // The next is allowed a minute later, which no test takes.
    private const int MostFailures = 1;
    private const string Sentence =
        "Too many requests of this address have failed; unauthenticated requests are accepted again in a minute.";

    private readonly TemporaryFolder _folder = new();
    private FleetServer _server = null!;
    private SignedClient _honest = null!;

    private static string Poll => Paths.Orders + "?wait=0";

    public async Task InitializeAsync()
    {
        _server = await FleetServer.Start(
            new FleetOptions
            {
                Directory = _folder.Path,
                Limits = new() { FailuresPerMinute = MostFailures, ConnectionsPerAddress = MostConnections },
            },
            TimeProvider.System);
        _honest = new SignedClient(_server.Address);
        Assert.Equal((204, ""), await _honest.Join(Token()));
    }

    [Fact]
    public async Task WhoFailsTooOftenIsNotHeardAndADeviceAtTheSameAddressIs()
    {
        using var stranger = new SignedClient(_server.Address);
        var known = FleetOwner.Key(_folder.Path, "ann", OperatorScope.Read);
        Assert.Equal((200, ""), await Operator(known));
        for (var failure = 0; failure < MostFailures; failure++)
        {
            Assert.Equal(403, (await stranger.Join("join-0", "cottage")).Status);
        }

        Assert.Equal((429, Sentence), await stranger.Join("join-0", "cottage"));
        Assert.Equal((429, Sentence), await stranger.Join(Token("cottage"), "cottage"));
        Assert.Equal((429, Sentence), await stranger.Send(HttpMethod.Get, Poll, []));
        Assert.Equal((429, Sentence), await Unsigned());
        Assert.Equal((429, Sentence), await Operator("mas-0"));
        Assert.Equal((204, ""), await _honest.Send(HttpMethod.Get, Poll, []));
        Assert.Equal((200, ""), await Operator(known));
        Assert.Equal((200, ""), await Operator(FleetOwner.Key(_folder.Path, "ben", OperatorScope.Read)));
    }

    [Fact]
    public async Task WhatAnHonestDeviceMaySayTwiceCountsAgainstNobody()
    {
        for (var restart = 0; restart < 3 * MostFailures; restart++)
        {
            Assert.Equal(401, (await _honest.Send(
                HttpMethod.Get, Poll, [], input => input with { Nonce = "abcd.ab" })).Status);
            Assert.Equal(404, (await _honest.Send(HttpMethod.Get, Paths.Model("none"), [])).Status);
        }

        using var next = new SignedClient(_server.Address);
        Assert.Equal((204, ""), await next.Join(Token("cottage"), "cottage"));
    }

    [Fact]
    public async Task ConnectionsOnWhichNobodyHasShownWhoTheyAreAreFewAndOthersDoNotCount()
    {
        var silent = new List<TcpClient>();
        try
        {
            for (var number = 0; number < MostConnections; number++)
            {
                silent.Add(await Connect());
            }

            Assert.True(await AnotherIsHungUp());
            Assert.Equal((204, ""), await _honest.Send(HttpMethod.Get, Poll, []));
        }
        finally
        {
            silent.ForEach(client => client.Dispose());
        }
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    public void WhoeverHasANetworkHasAllOfIt(string address, string counted) =>
        Assert.Equal(IPAddress.Parse(counted), AddressLimits.Of(IPAddress.Parse(address)));

    public async Task DisposeAsync()
    {
        _honest.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<(int Status, string Sentence)> Unsigned()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Poll);
        return await _honest.Send(request);
    }

    private async Task<(int Status, string Sentence)> Operator(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Paths.Fleet);
        request.Headers.Authorization = new("Bearer", key);
        return await _honest.Send(request);
    }

    /// <summary>Whether one more connection is ended at once: while it is made, or when it is read.</summary>
    private async Task<bool> AnotherIsHungUp()
    {
        try
        {
            using var client = await Connect();
            return await client.GetStream().ReadAsync(new byte[1]) == 0;
        }
        catch (Exception ended) when (ended is SocketException or IOException)
        {
            return true;
        }
    }

    private async Task<TcpClient> Connect()
    {
        var client = new TcpClient();
        await client.ConnectAsync(_server.Address.Host, _server.Address.Port);
        return client;
    }

    private string Token(string client = "castle") => FleetOwner.Token(_folder.Path, client);
}
