using Mas.Learning;

namespace Mas.Server.Certificates;

/// <summary>
/// The certificate a server shows: what its files hold, which are looked at again as connections come, at most once a
/// second. While what they hold is no certificate and its key, the one before is shown. Thread-safe.
/// </summary>
/// <param name="first">The certificate at first; stays the caller's.</param>
/// <param name="time">The clock, of which only the timestamps are read.</param>
internal sealed class CertificateWatch(ServerCertificate first, TimeProvider time)
{
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    private readonly Lock _looking = new();

    // Those before are not disposed of: connections may be about to show them.
    private ServerCertificate _current = first;
    private long _looked = time.GetTimestamp();
    private string? _told;

    /// <summary>Called with a sentence where another certificate is shown from now on, or there is none.</summary>
    internal Action<string>? Note { get; set; }

    /// <summary>The certificate to show.</summary>
    internal ServerCertificate Current
    {
        get
        {
            if (time.GetElapsedTime(Interlocked.Read(ref _looked)) >= Glance && _looking.TryEnter())
            {
                try
                {
                    Look();
                }
                finally
                {
                    Interlocked.Exchange(ref _looked, time.GetTimestamp());
                    _looking.Exit();
                }
            }

            return Volatile.Read(ref _current);
        }
    }

    private void Look()
    {
        try
        {
            if (_current.Renewed() is not { } renewed)
            {
                return;
            }

            Volatile.Write(ref _current, renewed);
            Tell($"The certificate is renewed; it is good until {renewed.Own.NotAfter.ToUniversalTime():u}.");
        }
        catch (InputException broken)
        {
            Tell($"The renewed certificate is not used: {broken.Message} The one before is shown.");
        }
    }

    private void Tell(string sentence)
    {
        if (Interlocked.Exchange(ref _told, sentence) != sentence)
        {
            Note?.Invoke(sentence);
        }
    }
}
