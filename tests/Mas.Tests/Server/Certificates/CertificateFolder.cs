using Mas.Device.Connections;
using Mas.Server.Certificates;
using Mas.Tests.Federation;

namespace Mas.Tests.Server.Certificates;

/// <summary>A certificate in a folder that goes with it.</summary>
internal sealed class CertificateFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Makes it.</summary>
    /// <param name="name">The name it is for.</param>
    /// <param name="time">When it is made; null = now.</param>
    internal CertificateFolder(string name = "127.0.0.1", TimeProvider? time = null)
    {
        DevelopmentCertificate.Write(_folder.Path, [name], 1, time ?? TimeProvider.System);
        Certificate = ServerCertificate.Read(Path, KeyPath);
    }

    internal string Path => _folder[DevelopmentCertificate.CertificateFile];

    internal string KeyPath => _folder[DevelopmentCertificate.KeyFile];

    internal ServerCertificate Certificate { get; }

    /// <summary>Trust in it and nobody else.</summary>
    internal ServerTrust Trust => ServerTrust.OfFile(Path);

    public void Dispose()
    {
        Certificate.Dispose();
        _folder.Dispose();
    }
}
