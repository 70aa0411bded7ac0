using System.Security.Cryptography;
using Mas.Learning;
using Mas.Learning.Files;

namespace Mas.Device.Keys;

/// <summary>
/// The key a device makes for itself once and never gives away: <c>key.pem</c>, for its owner's eyes alone.
/// </summary>
internal static class DeviceKey
{
    private const string FileName = "key.pem";

    /// <summary>The key of a device's folder; a new one where there is none.</summary>
    /// <exception cref="InputException">The file holds no key of P-256.</exception>
    internal static ECDsa LoadOrCreate(string directory)
    {
        var path = Path.Combine(directory, FileName);
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (!File.Exists(path))
        {
            DurableFile.WriteText(
                path, key.ExportPkcs8PrivateKeyPem(), UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return key;
        }

        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return key;
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new InputException($"{path} is not a valid key; delete it and join with a new token.", fault);
        }
    }
}
