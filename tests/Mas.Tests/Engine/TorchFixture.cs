using System.Collections.Concurrent;
using Mas.Engine.Checkpoints;
using Mas.Engine.Parameters;

namespace Mas.Tests.Engine;

/// <summary>
/// The tensors of one file PyTorch wrote; Fixtures/generate.py makes them. Names are CASE.TENSOR, where a case may
/// have spaces and the tensor's name dots.
/// </summary>
internal static class TorchFixture
{
    private static readonly ConcurrentDictionary<string, NamedTensors> Files = new();

    internal static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Fixtures", "torch");

    /// <summary>The tensors of a file, read once and never changed.</summary>
    internal static NamedTensors Load(string file) => Files.GetOrAdd(file, name =>
    {
        using var stream = File.OpenRead(Path.Combine(Folder, name + ".safetensors"));
        return SafetensorsFile.Read(stream);
    });

    /// <summary>The cases in a file that start with <paramref name="prefix"/>.</summary>
    internal static TheoryData<string> Cases(string file, string prefix = "") =>
        [.. Load(file).Layout.Slots.Select(slot => slot.Name.Split('.')[0])
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Distinct()];
}
