using Mas.Engine.Checkpoints;
using Mas.Engine.Parameters;

namespace Mas.Tests.Engine;

/// <summary>The committed fixtures are what the committed script writes.</summary>
public class TorchFixtureTests
{
    [RequiresTorchFact]
    public void TheScriptWritesTheCommittedFixturesAgain()
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Fixtures", "generate.py");
        var folder = Directory.CreateTempSubdirectory("mas-fixtures-").FullName;
        try
        {
            Assert.Equal(0, RequiresTorchFactAttribute.Run(
                RequiresTorchFactAttribute.Python!, "-B", script, "--into", folder));

            Assert.Equal(Names(TorchFixture.Folder), Names(folder));
            foreach (var name in Names(folder))
            {
                Compare(name, TorchFixture.Load(name), Path.Combine(folder, name + ".safetensors"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void TheFixturesStaySmall() => Assert.InRange(
        Directory.GetFiles(TorchFixture.Folder).Sum(file => new FileInfo(file).Length), 1 << 20, 3_000_000);

    private static IEnumerable<string> Names(string folder) =>
        Directory.GetFiles(folder, "*.safetensors").Select(file => Path.GetFileNameWithoutExtension(file)).Order();

    private static void Compare(string name, NamedTensors committed, string file)
    {
        using var stream = File.OpenRead(file);
        using var written = SafetensorsFile.Read(stream);
        Assert.True(committed.Layout.Matches(written.Layout), $"{name}: names or shapes differ.");
        foreach (var slot in written.Layout.Slots)
        {
            // Computed in double: another version may sum in another order, which moves a float32 by one unit at most.
            Close.Check($"{name}, {slot.Name}", committed[slot], written[slot], 1e-6, scale: Scale(committed[slot]));
        }
    }

    /// <summary>What cancels to nothing in double is noise of 1e-17 or so, not a number to reproduce.</summary>
    private static double Scale(ReadOnlySpan<float> values)
    {
        var largest = 1e-6;
        foreach (var value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }
}
