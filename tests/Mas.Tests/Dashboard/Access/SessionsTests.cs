using System.Security.Claims;
using Mas.Dashboard.Access;
using Mas.Tests.Server;
using Microsoft.AspNetCore.Authentication;

namespace Mas.Tests.Dashboard.Access;

public class SessionsTests
{
    private readonly SteppedClock _clock = new();
    private readonly Sessions _sessions;
    private readonly List<string> _ended = [];

    public SessionsTests()
    {
        _sessions = new Sessions(_clock);
        _sessions.Ended += _ended.Add;
    }

    [Fact]
    public async Task ASessionEndsTwelveHoursAfterItBeganHoweverItIsUsed()
    {
        var word = await _sessions.StoreAsync(Ticket());
        var step = TimeSpan.FromMinutes(30);
        for (var age = step; age < Sessions.Longest; age += step)
        {
            _clock.Advance(step);
            Assert.NotNull(await _sessions.RetrieveAsync(word));
        }

        _clock.Advance(step);
        Assert.Null(await _sessions.RetrieveAsync(word));
        Assert.Single(_ended);
    }

    [Fact]
    public async Task ASessionEndsWhenItIsNotUsed()
    {
        var ticket = Ticket();
        var word = await _sessions.StoreAsync(ticket);
        var id = ticket.Principal.FindFirstValue(Scope.SessionClaim)!;

        _clock.Advance(Sessions.LongestIdle - TimeSpan.FromSeconds(1));
        Assert.True(_sessions.GoesOn(id));
        _clock.Advance(Sessions.LongestIdle);

        Assert.False(_sessions.GoesOn(id));
        Assert.Null(await _sessions.RetrieveAsync(word));
        Assert.Equal([id], _ended);
    }

    [Fact]
    public async Task SigningOutEndsItAtOnceAndTheWordIsNowhereInIt()
    {
        var ticket = Ticket();
        var word = await _sessions.StoreAsync(ticket);
        Assert.DoesNotContain(ticket.Principal.Claims, claim => claim.Value.Contains(word, StringComparison.Ordinal));

        await _sessions.RemoveAsync(word);
        await _sessions.RemoveAsync(word);

        Assert.Null(await _sessions.RetrieveAsync(word));
        Assert.Equal([ticket.Principal.FindFirstValue(Scope.SessionClaim)!], _ended);
    }

    [Fact]
    public async Task TheOneUsedLeastGoesWhenThereAreTooMany()
    {
        var first = await _sessions.StoreAsync(Ticket());
        _clock.Advance(TimeSpan.FromSeconds(1));
        var second = await _sessions.StoreAsync(Ticket());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await _sessions.RetrieveAsync(first));
        for (var index = 2; index <= Sessions.Most; index++)
        {
            await _sessions.StoreAsync(Ticket());
        }

        Assert.NotNull(await _sessions.RetrieveAsync(first));
        Assert.Null(await _sessions.RetrieveAsync(second));
    }

    private static AuthenticationTicket Ticket() =>
        new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ann")], "test")), "test");
}
