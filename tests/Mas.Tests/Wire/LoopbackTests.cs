using System.Net;
using Mas.Wire;

namespace Mas.Tests.Wire;

/// <summary>Which addresses lead to this machine and no other.</summary>
public sealed class LoopbackTests
{
    [Theory]
    [InlineData("http://localhost:1", true)]
    [InlineData("http://LOCALHOST", true)]
    [InlineData("http://127.0.0.1", true)]
    [InlineData("http://127.8.9.1", true)]
    [InlineData("http://2130706433", true)]
    [InlineData("http://[::1]:1", true)]
    [InlineData("http://[::ffff:127.0.0.1]", true)]
    [InlineData("http://[::ffff:127.0.0.9]", true)]
    [InlineData("http://[::127.0.0.1]", false)]
    [InlineData("http://[::ffff:192.0.2.7]", false)]
    [InlineData("http://0.0.0.0", false)]
    [InlineData("http://[::]", false)]
    [InlineData("http://localhost.evil", false)]
    [InlineData("http://127.0.0.1.evil", false)]
    [InlineData("http://192.0.2.7", false)]
    public void OnlyLocalhostAndLoopbackAddressesAreThisMachine(string address, bool expected) =>
        Assert.Equal(expected, Loopback.IsNamed(new Uri(address).Host));

    [Fact]
    public void NoProxyIsBetweenAMachineAndItself()
    {
        var proxy = new OutwardProxy(new WebProxy("http://192.0.2.1:3128"));

        Assert.True(proxy.IsBypassed(new Uri("https://[::1]:7500")));
        Assert.Null(proxy.GetProxy(new Uri("http://127.0.0.1")));
        Assert.Equal(new Uri("http://192.0.2.1:3128"), proxy.GetProxy(new Uri("https://fleet.example.org")));
    }
}
