using System.Xml.Linq;
using Mas.Vision.Png;

namespace Mas.Tests.House;

/// <summary>What is packed, and what each package says of itself. <c>.ci/install</c> packs, installs and runs them.</summary>
public class PackageTests
{
    private const string Command = "Mas.Cli";
    private const int LargestIcon = 4096;

    private static IEnumerable<string> Packed => RoomOrder.Floors.Select(floor => floor.Project)
        .Where(project => Value(project, "IsPackable") != "false");

    [Fact]
    public void EveryLibraryWithASurfaceIsAPackageAndSoIsTheCommand()
    {
        var libraries = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs/reference/surface"))
            .Select(Path.GetFileNameWithoutExtension);

        Assert.Equal([.. libraries.Append(Command).Order()], Packed.Order());
        Assert.Equal((Command, "true"), (Value(Command, "PackageId"), Value(Command, "PackAsTool")));
    }

    [Fact]
    public void TheReadmeOfThePackagesListsEachWithItsDescription()
    {
        var rows = Repository.Text("src/README.md").Split('\n')
            .Where(line => line.StartsWith("| Mas.", StringComparison.Ordinal));

        Assert.Equal(
            Packed.Select(project => $"| {project} | {Value(project, "Description")} |").Order(), rows.Order());
    }

    [Fact]
    public void TheIconIsAsPackagesWantIt()
    {
        var path = Path.Combine(Repository.Root, "src/icon.png");
        var icon = PngCodec.Read(path, PngReading.Stored);

        Assert.Equal((128, 128), (icon.Width, icon.Height));
        Assert.InRange(new FileInfo(path).Length, 1, LargestIcon);
    }

    private static string? Value(string project, string name) =>
        XDocument.Parse(Repository.Text($"src/{project}/{project}.csproj")).Descendants(name).SingleOrDefault()?.Value;
}
