using Mas.Device.Limits;
using Mas.Tests.Federation;

namespace Mas.Tests.Device.Limits;

/// <summary>What Linux would show of a machine's power.</summary>
internal sealed class PowerFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal PowerSupply Supply => new(_folder.Path);

    /// <summary>Plugs something in, or changes it.</summary>
    internal PowerFolder Has(string name, params (string File, string Text)[] files)
    {
        Directory.CreateDirectory(_folder[name]);
        foreach (var (file, text) in files)
        {
            File.WriteAllText(Path.Combine(_folder[name], file), text + "\n");
        }

        return this;
    }

    /// <summary>A battery of the machine itself.</summary>
    internal PowerFolder Battery(string status, int percent, string name = "BAT0") =>
        Has(name, ("type", "Battery"), ("status", status), ("capacity", $"{percent}"));

    public void Dispose() => _folder.Dispose();
}
