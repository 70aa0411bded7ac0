using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Mas.Learning;
using Mas.Learning.Files;

namespace Mas.Server.Certificates;

/// <summary>
/// A certificate that a server signs for itself, P-256: whoever is given its file trusts that one server, and nobody's
/// word besides. For trying a fleet out, and for fleets of one owner.
/// </summary>
public static class DevelopmentCertificate
{
    /// <summary>The file of the certificate, which devices and operators are given.</summary>
    public const string CertificateFile = "certificate.pem";

    /// <summary>The file of its key, which the server alone reads.</summary>
    public const string KeyFile = "certificate-key.pem";

    private const string ServerPurpose = "1.3.6.1.5.5.7.3.1";
    private const int LongestTitle = 64;

    // Clocks of devices that are somewhat slow find it good already.
    private static readonly TimeSpan Slack = TimeSpan.FromDays(1);

    /// <summary>Makes one, and writes certificate and key into a folder.</summary>
    /// <param name="directory">The folder; made where it is missing.</param>
    /// <param name="names">The names and addresses by which the server will be found; at least one.</param>
    /// <param name="days">How long it is good.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="InputException">A name is invalid, or one of the files already exists.</exception>
    public static void Write(string directory, IReadOnlyList<string> names, int days, TimeProvider time)
    {
        var subject = Subject(names);
        var folder = Path.GetFullPath(directory);
        string[] paths = [Path.Combine(folder, CertificateFile), Path.Combine(folder, KeyFile)];
        if (Array.Find(paths, File.Exists) is { } present)
        {
            throw Taken(present);
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Sign(names[0], subject, key, time.GetUtcNow(), days);
        NamedFolder.Create("The folder", directory);
        Write(paths[1], key.ExportPkcs8PrivateKeyPem(), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Write(
            paths[0], certificate.ExportCertificatePem(),
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    private static X509Certificate2 Sign(
        string name, X509Extension subject, ECDsa key, DateTimeOffset now, int days)
    {
        var title = new X500DistinguishedNameBuilder();
        title.AddCommonName(name.Length <= LongestTitle ? name : "mas");
        var request = new CertificateRequest(title.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(subject);

        // It signs itself, as an authority does, and no other: with its key no other name can be claimed.
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerPurpose)], critical: false));

        // By its key a chain finds it among others of its name, such as the one that it renews.
        var own = new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false);
        request.CertificateExtensions.Add(own);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(own));
        return request.CreateSelfSigned(now - Slack, now.AddDays(days));
    }

    /// <summary>The names as a certificate has them.</summary>
    private static X509Extension Subject(IReadOnlyList<string> names)
    {
        var subject = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                subject.AddIpAddress(address);
            }
            else if (Uri.CheckHostName(name) == UriHostNameType.Dns && name.All(char.IsAscii))
            {
                subject.AddDnsName(name);
            }
            else
            {
                throw new InputException(
                    $"--name '{name}' is not a valid server name; use e.g. example.org or 192.0.2.7.");
            }
        }

        return subject.Build();
    }

    private static InputException Taken(string path) =>
        new($"{path} already exists and is not overwritten; remove it, or give another --out.");

    private static void Write(string path, string pem, UnixFileMode mode)
    {
        using var incoming = new IncomingFile(Path.GetDirectoryName(path)!, mode);
        incoming.Content.Write(Encoding.ASCII.GetBytes(pem + "\n"));
        if (!incoming.TryKeep(path))
        {
            throw Taken(path);
        }
    }
}
