using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Mas.Wire;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Mas.Dashboard.Access;

/// <summary>
/// Who is signed in, kept in memory: a cookie names a session by a random word and holds nothing else, so that a copy
/// of it is good no longer than the session. A session ends when its user signs out, <see cref="Longest"/> after it
/// began, and <see cref="LongestIdle"/> after its last request or open page. Thread-safe.
/// </summary>
internal sealed class Sessions(TimeProvider time) : ITicketStore
{
    /// <summary>How long a session lasts at most, however it is used.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>How long it lasts without a request or an open page.</summary>
    internal static readonly TimeSpan LongestIdle = TimeSpan.FromHours(1);

    /// <summary>Sessions at a time; one more ends the one that was not used for longest.</summary>
    internal const int Most = 1000;

    private const int WordBytes = 32;

    private readonly Dictionary<string, Session> _sessions = [];
    private readonly Lock _gate = new();

    /// <summary>Called with the name of a session that has ended, from any thread.</summary>
    internal event Action<string>? Ended;

    /// <summary>Whether a session goes on; to ask counts as use.</summary>
    /// <param name="id">Its name: the digest of the word in the cookie.</param>
    internal bool GoesOn(string id) => Find(id) is not null;

    /// <inheritdoc/>
    public Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var word = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(WordBytes));
        var id = Digest(word);
        ((ClaimsIdentity)ticket.Principal.Identity!).AddClaim(new Claim(Scope.SessionClaim, id));
        var now = time.GetTimestamp();
        List<string> ended;
        lock (_gate)
        {
            ended = [.. _sessions.Where(session => IsOver(session.Value)).Select(session => session.Key)];
            if (_sessions.Count - ended.Count >= Most)
            {
                ended.Add(
                    _sessions.Where(session => !ended.Contains(session.Key)).MinBy(session => session.Value.Used).Key);
            }

            foreach (var over in ended)
            {
                _sessions.Remove(over);
            }

            _sessions.Add(id, new Session(ticket, now) { Used = now });
        }

        foreach (var over in ended)
        {
            Ended?.Invoke(over);
        }

        return Task.FromResult(word);
    }

    /// <inheritdoc/>
    public Task RenewAsync(string key, AuthenticationTicket ticket) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<AuthenticationTicket?> RetrieveAsync(string key) => Task.FromResult(Find(Digest(key))?.Ticket);

    /// <inheritdoc/>
    public Task RemoveAsync(string key)
    {
        End(Digest(key));
        return Task.CompletedTask;
    }

    private static string Digest(string word) => Sha256Name.Of(Encoding.UTF8.GetBytes(word));

    private Session? Find(string id)
    {
        lock (_gate)
        {
            if (_sessions.TryGetValue(id, out var session) && !IsOver(session))
            {
                session.Used = time.GetTimestamp();
                return session;
            }
        }

        End(id);
        return null;
    }

    private void End(string id)
    {
        bool was;
        lock (_gate)
        {
            was = _sessions.Remove(id);
        }

        if (was)
        {
            Ended?.Invoke(id);
        }
    }

    private bool IsOver(Session session) =>
        time.GetElapsedTime(session.Began) >= Longest || time.GetElapsedTime(session.Used) >= LongestIdle;

    private sealed class Session(AuthenticationTicket ticket, long began)
    {
        internal AuthenticationTicket Ticket { get; } = ticket;

        internal long Began { get; } = began;

        internal long Used { get; set; }
    }
}
