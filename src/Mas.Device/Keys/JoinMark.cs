using Mas.Learning.Files;

namespace Mas.Device.Keys;

/// <summary>
/// That a server has once taken a device, as long as its folder and key stay: the file <c>joined</c>, with the server's
/// address and the device's name. A server that refuses such a device is thought to have trouble, not to be the wrong one.
/// </summary>
/// <param name="directory">The device's folder.</param>
/// <param name="server">The server.</param>
/// <param name="device">The device's name, <see cref="Wire.Signatures.DeviceId"/>.</param>
internal sealed class JoinMark(string directory, Uri server, string device)
{
    /// <summary>The file.</summary>
    internal const string FileName = "joined";

    private readonly string _path = Path.Combine(directory, FileName);
    private readonly string _text = $"{server.GetLeftPart(UriPartial.Authority)} {device}\n";
    private bool _isSet;

    /// <summary>Whether the server has taken the device, now or before a restart.</summary>
    internal bool IsSet => _isSet || (_isSet = IsWritten());

    /// <summary>The server has taken the device.</summary>
    internal void Set()
    {
        if (IsSet)
        {
            return;
        }

        _isSet = true;
        try
        {
            DurableFile.WriteText(_path, _text);
        }
        catch (IOException)
        {
            // A full disk: known until a restart; the next start may write it.
        }
    }

    private bool IsWritten()
    {
        try
        {
            return File.ReadAllText(_path) == _text;
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
