namespace Mas.Tests.Federation;

/// <summary>An empty folder, gone when disposed.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("mas-").FullName;

    internal string this[string name] => System.IO.Path.Combine(Path, name);

    internal void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
