using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Mas.Learning;

namespace Mas.Device.Connections;

/// <summary>
/// What a device shows of itself to a server that asks for a certificate. Its files are read again as connections are
/// opened, so that a renewed one needs no restart; while they hold no certificate and its key, the one before is shown.
/// Thread-safe.
/// </summary>
public sealed class ClientCertificate
{
    private readonly string _path;
    private readonly string _keyPath;
    private readonly Lock _reading = new();

    // Those before are not disposed of: connections may be about to show them.
    private (byte[] Digest, X509Certificate2 Certificate) _held;

    private ClientCertificate(string path, string keyPath)
    {
        (_path, _keyPath) = (path, keyPath);
        try
        {
            _held = Held(null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--certificate cannot be read: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            throw new InputException(
                $"--certificate {path} and --certificate-key {keyPath} must be a certificate and its key in PEM: "
                + fault.Message,
                fault);
        }
    }

    /// <summary>The certificate to show, with its key.</summary>
    internal X509Certificate2 Current
    {
        get
        {
            lock (_reading)
            {
                try
                {
                    _held = Held(_held.Digest) is { Certificate: not null } renewed ? renewed : _held;
                }
                catch (Exception broken) when (broken is IOException or UnauthorizedAccessException
                    or CryptographicException or ArgumentException)
                {
                    // Half written, most likely: the next connection sees the whole.
                }

                return _held.Certificate;
            }
        }
    }

    /// <summary>Reads a certificate and its key, both PEM.</summary>
    /// <param name="path">The certificate's file.</param>
    /// <param name="keyPath">The file of its key, without a password; null = the same file.</param>
    /// <exception cref="InputException">A file cannot be read, or the key is not the certificate's.</exception>
    public static ClientCertificate Read(string path, string? keyPath = null) => new(path, keyPath ?? path);

    /// <summary>What the files hold; no certificate where it is what they held before.</summary>
    private (byte[] Digest, X509Certificate2 Certificate) Held(byte[]? before)
    {
        var (certificate, key) = (File.ReadAllText(_path), File.ReadAllText(_keyPath));
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{certificate}\0{key}"));
        if (before is not null && digest.AsSpan().SequenceEqual(before))
        {
            return default;
        }

        var read = X509Certificate2.CreateFromPem(certificate, key);
        if (!OperatingSystem.IsWindows())
        {
            return (digest, read);
        }

        // On Windows TLS cannot use a key that was just read.
        using (read)
        {
            return (digest, X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null));
        }
    }
}
