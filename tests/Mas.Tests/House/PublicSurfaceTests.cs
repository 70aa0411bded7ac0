using System.Reflection;
using System.Xml.Linq;

namespace Mas.Tests.House;

/// <summary>The public surface of every library is the approved one, and few see what lies under it.</summary>
public class PublicSurfaceTests
{
    /// <summary>The programs, and what only they are made of.</summary>
    private static readonly string[] _programs = ["Mas.Commands", "Mas.Agent", "Mas.Cli"];

    /// <summary>The assemblies other than the tests that see a project's internals, and why.</summary>
    private static readonly Dictionary<string, string[]> Friends = new()
    {
        // Times single kernels, which are no part of the surface, against the tests' naive twins.
        ["Mas.Engine"] = ["Mas.Bench.Micro"],
        // Speaks the protocol as the tests' pretended device does, by the same source file.
        ["Mas.Device"] = ["Mas.Bench.Fleet"],
        // Labels are targets of a table, read by the same internals.
        ["Mas.Tables"] = ["Mas.Labels"],
        // Pictures with labels are packed as those of Taskonomy's layout.
        ["Mas.Vision"] = ["Mas.Labels"],
        // The options, help and faults that both programs have.
        ["Mas.Commands"] = ["mas", "mas-device"],
        // The server runs rounds as a simulation does, by the same internals, with devices in the place of threads.
        ["Mas.Federation"] = ["Mas.Server"],
        // The server and its pages are one product in two projects: queue and routes are not for users of a library.
        ["Mas.Server"] = ["Mas.Dashboard"],
    };

    public static TheoryData<string> Libraries => [.. Names];

    private static IEnumerable<string> Names =>
        RoomOrder.Floors.Select(floor => floor.Project).Where(project => !_programs.Contains(project));

    [Theory]
    [MemberData(nameof(Libraries))]
    public void TheSurfaceOfALibraryIsTheApprovedOne(string library) =>
        WrittenPage.Check($"docs/reference/surface/{library}.txt", PublicSurface.Of(Assembly.Load(library)));

    [Fact]
    public void EveryApprovedSurfaceIsThatOfALibrary()
    {
        var approved = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs/reference/surface"))
            .Select(Path.GetFileName);

        Assert.Equal(Names.Select(name => $"{name}.txt").Order(), approved.Order());
    }

    [Theory]
    [InlineData("Mas.Commands")]
    [InlineData("mas-device")]
    [InlineData("mas")]
    public void AProgramHasNoSurface(string assembly) => Assert.Empty(PublicSurface.Of(Assembly.Load(assembly)));

    [Fact]
    public void OnlyTestsAndTheNamedFriendsSeeInternals()
    {
        foreach (var (project, _) in RoomOrder.Floors)
        {
            var granted = XDocument.Parse(Repository.Text($"src/{project}/{project}.csproj"))
                .Descendants("InternalsVisibleTo").Select(element => element.Attribute("Include")!.Value);

            Assert.Equal([.. Friends.GetValueOrDefault(project, []), "Mas.Tests"], granted);
        }
    }
}
