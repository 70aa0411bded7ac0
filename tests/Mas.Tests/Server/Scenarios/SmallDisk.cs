using System.Diagnostics;

namespace Mas.Tests.Server.Scenarios;

/// <summary>A disk of a hundred megabytes, mounted at a folder until disposed of.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    internal SmallDisk(string folder, int mebibytes = 128)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        Run("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "none", _folder);
    }

    private string Filler => Path.Combine(_folder, "filler");

    /// <summary>Takes all that is left of it.</summary>
    internal void Fill()
    {
        using var file = File.Create(Filler, bufferSize: 0);
        for (var piece = new byte[1 << 20]; piece.Length >= 1 << 8;)
        {
            try
            {
                file.Write(piece);
            }
            catch (IOException)
            {
                piece = new byte[piece.Length / 2];
            }
        }
    }

    /// <summary>Gives it back.</summary>
    internal void Free() => File.Delete(Filler);

    public void Dispose() => Run("umount", "--lazy", _folder);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
