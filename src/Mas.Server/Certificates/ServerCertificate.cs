using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Mas.Learning;

namespace Mas.Server.Certificates;

/// <summary>What a server shows of itself: a certificate with its key, and those between it and its authority.</summary>
public sealed class ServerCertificate : IDisposable
{
    private readonly string _path;
    private readonly string _keyPath;
    private readonly byte[] _digest;

    private ServerCertificate(string path, string keyPath)
    {
        (_path, _keyPath) = (path, keyPath);
        try
        {
            var (certificate, key) = (File.ReadAllText(path), File.ReadAllText(keyPath));
            _digest = Digest(certificate, key);
            Between = [];
            Between.ImportFromPem(certificate);
            Own = Kept(X509Certificate2.CreateFromPem(certificate, key));
            Between[0].Dispose();
            Between.RemoveAt(0);
            Context = SslStreamCertificateContext.Create(Own, Between, offline: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The certificate cannot be read: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            throw new InputException(
                $"{path} and {(keyPath == path ? "itself" : keyPath)} are not a certificate and its key in PEM: "
                + fault.Message,
                fault);
        }
    }

    /// <summary>The server's own, with its private key.</summary>
    internal X509Certificate2 Own { get; }

    /// <summary>Those that lead from it to its authority; perhaps none.</summary>
    internal X509Certificate2Collection Between { get; }

    /// <summary>All of them, as they are shown.</summary>
    internal SslStreamCertificateContext Context { get; }

    /// <summary>Reads a certificate and its key, both PEM.</summary>
    /// <param name="path">The file of the certificate, the server's own first; those of its authorities may follow.</param>
    /// <param name="keyPath">The file of its key, without a password; null = the same file.</param>
    /// <exception cref="InputException">A file cannot be read, or the key is not the certificate's.</exception>
    public static ServerCertificate Read(string path, string? keyPath = null) => new(path, keyPath ?? path);

    /// <summary>What the files hold now; null = what they held.</summary>
    /// <exception cref="InputException">A file cannot be read, or the key is not the certificate's.</exception>
    internal ServerCertificate? Renewed()
    {
        try
        {
            if (Digest(File.ReadAllText(_path), File.ReadAllText(_keyPath)).AsSpan().SequenceEqual(_digest))
            {
                return null;
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The certificate cannot be read: {fault.Message}", fault);
        }

        return new ServerCertificate(_path, _keyPath);
    }

    /// <summary>Whether this certificate is for a host, a name or an address.</summary>
    internal bool Names(string host) => Uri.CheckHostName(host) != UriHostNameType.Unknown
        && Own.MatchesHostname(host.Trim('[', ']'), allowCommonName: false);

    /// <summary>Forgets the key.</summary>
    public void Dispose()
    {
        Own.Dispose();
        foreach (var certificate in Between)
        {
            certificate.Dispose();
        }
    }

    /// <summary>The certificate as TLS can use it: on Windows a key that was just read cannot be.</summary>
    private static X509Certificate2 Kept(X509Certificate2 read)
    {
        if (!OperatingSystem.IsWindows())
        {
            return read;
        }

        using (read)
        {
            return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
        }
    }

    private static byte[] Digest(string certificate, string key) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{certificate}\0{key}"));
}
