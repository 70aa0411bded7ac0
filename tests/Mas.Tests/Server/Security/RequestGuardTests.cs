using System.Net;
using System.Net.Sockets;
using System.Text;
using Mas.Server;
using Mas.Server.Security;
using Mas.Tests.Federation;
using Mas.Tests.Server.Certificates;
using Mas.Wire;
using Mas.Wire.Signatures;

namespace Mas.Tests.Server.Security;

/// <summary>In which order a request is looked at, and what it costs where it is refused.</summary>
public sealed class RequestGuardTests : IAsyncLifetime
{
    private const int Requests = 30;
    private const int AtOnce = 3;

    private static readonly byte[] _nothing = [];

    // All of 127/8 is this machine: whoever uses another of its addresses is a stranger elsewhere.
    private static readonly IPAddress _elsewhere = new([127, 0, 0, 2]);

    private readonly TemporaryFolder _folder = new();
    private readonly SteppedClock _clock = new();
    private FleetServer _server = null!;
    private SignedClient _device = null!;

    private static string Poll => Paths.Orders + "?wait=0";

    public async Task InitializeAsync()
    {
        _server = await FleetServer.Start(
            new FleetOptions
            {
                Directory = _folder.Path,
                Limits = new() { RequestsPerMinute = Requests, ConnectionsPerDevice = AtOnce },
            },
            _clock);
        _device = new SignedClient(_server.Address);
        Assert.Equal((204, ""), await _device.Join(Token()));
    }

    [Fact]
    public async Task ADeviceThatAsksTooOftenIsRefusedBeforeItsSignatureIsChecked()
    {
        await UseUp();
        var before = _server.Guard.Checked;

        for (var asked = 0; asked < 10; asked++)
        {
            Assert.Equal((429, $"The device sends too many requests; its limit is {Requests} per minute."), await Ask());
        }

        Assert.Equal(before, _server.Guard.Checked);
        Assert.Equal("2", await _device.Header(HttpMethod.Get, Poll, "Retry-After"));
    }

    [Fact]
    public async Task ARequestThatIsRefusedForALimitUsesNoNonce()
    {
        await UseUp();
        Func<SignatureInput, SignatureInput> same =
            input => input with { Nonce = $"{input.Epoch}.ab", Created = _clock.GetUtcNow().ToUnixTimeSeconds() };
        Assert.Equal(429, (await Ask(same)).Status);
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal((204, ""), await Ask(same));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((401, "The signature has been used."), await Ask(same));
    }

    [Fact]
    public async Task WhatOthersSayInItsNameElsewhereTakesNothingFromADevice()
    {
        var answers = new List<string>();
        for (var asked = 0; asked < 3 * Requests; asked++)
        {
            answers.Add(await Elsewhere(forged: true));
        }

        Assert.All(answers[..Requests], answer => Assert.StartsWith("HTTP/1.1 401", answer));
        Assert.All(answers[Requests..], answer => Assert.StartsWith("HTTP/1.1 429", answer));
        Assert.Equal(1 + Requests, _server.Guard.Checked);
        for (var asked = 1; asked < Requests; asked++)
        {
            Assert.Equal((204, ""), await Ask());
        }
    }

    [Fact]
    public async Task ASignatureThatIsSaidAgainTakesNothingFromItsDevice()
    {
        Func<SignatureInput, SignatureInput> same = input => input with { Nonce = $"{input.Epoch}.ab" };
        Assert.Equal((204, ""), await Ask(same));
        for (var asked = 0; asked < Requests / 2; asked++)
        {
            Assert.Equal((401, "The signature has been used."), await Ask(same));
        }

        for (var asked = 2; asked < Requests; asked++)
        {
            Assert.Equal((204, ""), await Ask());
        }
    }

    [Fact]
    public async Task AskingToJoinAgainAndAgainIsCountedToo()
    {
        await UseUp();

        Assert.Equal(429, (await _device.Join("any")).Status);
    }

    [Fact]
    public async Task AConnectionOnWhichADeviceGoesOnAskingIsAborted()
    {
        await UseUp();
        using var connection = new TcpClient(_server.Address.Host, _server.Address.Port);
        using var reader = new StreamReader(connection.GetStream(), Encoding.ASCII);
        var answers = 0;
        try
        {
            for (; answers < 10 * Visitor.MostRefused; answers++)
            {
                await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(await Head(forged: false)));
                if (await reader.ReadLineAsync() is not { } status)
                {
                    break;
                }

                Assert.StartsWith("HTTP/1.1 429", status);
                await SkipBody(reader);
            }
        }
        catch (IOException)
        {
            // It was reset.
        }

        Assert.Equal(Visitor.MostRefused, answers);
    }

    [Fact]
    public async Task ADeviceHoldsNoMoreConnectionsThanItMayAndOthersAreServed()
    {
        var held = new List<TcpClient>();
        try
        {
            // The device's own is the first.
            Assert.Equal((204, ""), await Ask());
            for (var number = 1; number < AtOnce; number++)
            {
                held.Add(await Connect("HTTP/1.1 204"));
            }

            using (var more = await Connect("HTTP/1.1 429"))
            using (var reader = new StreamReader(more.GetStream(), Encoding.ASCII))
            {
                Assert.EndsWith("as many requests.\"}", (await reader.ReadToEndAsync()).TrimEnd());
            }

            Assert.Equal((204, ""), await Ask());
            using var other = new SignedClient(_server.Address);
            Assert.Equal((204, ""), await other.Join(Token("cottage"), "cottage"));
        }
        finally
        {
            held.ForEach(connection => connection.Dispose());
        }

        await Patience.Until(async () =>
        {
            using var again = await Connect();
            using var reader = new StreamReader(again.GetStream(), Encoding.ASCII);
            _clock.Advance(TimeSpan.FromSeconds(2));
            return (await reader.ReadLineAsync())!.StartsWith("HTTP/1.1 204", StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task ADeviceHasNoMoreRequestsUnderWayThanItMay()
    {
        // With HTTP/2 all of them are on one connection.
        using var made = new CertificateFolder();
        using var folder = new TemporaryFolder();
        await using var server = await FleetServer.Start(
            new FleetOptions
            {
                Directory = folder.Path,
                Certificate = made.Certificate,
                Limits = new() { ConnectionsPerDevice = AtOnce },
            },
            TimeProvider.System);
        using var device = new SignedClient(server.Address, made.Trust);
        await device.Join(FleetOwner.Token(folder.Path));
        for (var poll = 0; poll < AtOnce; poll++)
        {
            _ = device.Send(HttpMethod.Get, Paths.Orders + "?wait=30", _nothing);
        }

        await Patience.Until(async () => (await device.Send(HttpMethod.Get, Poll, _nothing)).Status == 429);
    }

    public async Task DisposeAsync()
    {
        _device.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task SkipBody(StreamReader reader)
    {
        var length = 0;
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            if (line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(
                    line["Content-Length: ".Length..], System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        await reader.ReadBlockAsync(new char[length]);
    }

    private Task<(int Status, string Sentence)> Ask(Func<SignatureInput, SignatureInput>? change = null) =>
        _device.Send(HttpMethod.Get, Poll, _nothing, change);

    /// <summary>Asks until the device may ask no more.</summary>
    private async Task UseUp()
    {
        for (var asked = 1; asked < Requests; asked++)
        {
            Assert.Equal((204, ""), await Ask());
        }
    }

    private async Task<string> Head(bool forged)
    {
        var headers = await _device.Sign(HttpMethod.Get, forged ? Paths.Fleet : Poll, ContentDigest.Of(_nothing));
        return $"GET {Poll} HTTP/1.1\r\nHost: {_server.Address.Authority}\r\n"
            + string.Concat(headers.Select(header => $"{header.Name}: {header.Value}\r\n")) + "\r\n";
    }

    /// <summary>Asks from another address.</summary>
    private async Task<string> Elsewhere(bool forged)
    {
        using var connection = new TcpClient(new IPEndPoint(_elsewhere, 0));
        await connection.ConnectAsync(_server.Address.Host, _server.Address.Port);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(await Head(forged)));
        using var reader = new StreamReader(connection.GetStream(), Encoding.ASCII);
        return (await reader.ReadLineAsync())!;
    }

    /// <summary>A connection on which the device has asked once.</summary>
    private async Task<TcpClient> Connect(string? expected = null)
    {
        var connection = new TcpClient(_server.Address.Host, _server.Address.Port);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(await Head(forged: false)));
        if (expected is null)
        {
            return connection;
        }

        var answer = new byte[expected.Length];
        await connection.GetStream().ReadExactlyAsync(answer);
        Assert.Equal(expected, Encoding.ASCII.GetString(answer));
        return connection;
    }

    private string Token(string client = "castle") => new FleetAccess(_folder.Path, null, _clock)
        .CreateToken(client, TimeSpan.FromHours(1)).GetAwaiter().GetResult();
}
