using System.Reflection;
using System.Xml.Linq;

namespace Mas.Tests.House;

/// <summary>The arrows between projects run one way, from the ground up.</summary>
public class ProjectTests
{
    /// <summary>What each project references; through these it knows whatever they know.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Mas.Engine"] = [],
        ["Mas.Learning"] = ["Mas.Engine"],
        ["Mas.Vision"] = ["Mas.Learning"],
        ["Mas.Rooms"] = ["Mas.Vision"],
        ["Mas.Tables"] = ["Mas.Learning"],
        ["Mas.Labels"] = ["Mas.Tables", "Mas.Vision"],
        ["Mas.Wire"] = ["Mas.Learning"],
        ["Mas.Device"] = ["Mas.Wire"],
        ["Mas.Commands"] = ["Mas.Device", "Mas.Vision"],
        ["Mas.Agent"] = ["Mas.Commands", "Mas.Tables"],
        ["Mas.Federation"] = ["Mas.Learning"],
        ["Mas.Export"] = ["Mas.Federation"],
        ["Mas.Reports"] = ["Mas.Federation", "Mas.Vision"],
        ["Mas.Server"] = ["Mas.Reports", "Mas.Wire"],
        ["Mas.Dashboard"] = ["Mas.Server"],
        ["Mas.Cli"] = ["Mas.Commands", "Mas.Dashboard", "Mas.Export", "Mas.Labels", "Mas.Rooms", "Mas.Tables"],
    };

    private static string[] Order => [.. RoomOrder.Floors.Select(floor => floor.Project)];

    [Fact]
    public void EveryProjectReferencesThoseBelowThatItNeedsAndNoOthers()
    {
        var folders = Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(Path.GetFileName);

        Assert.Equal(Order.Order(), folders.Order());
        Assert.Equal(Order.Order(), Arrows.Keys.Order());
        for (var floor = 0; floor < Order.Length; floor++)
        {
            Assert.Equal(Arrows[Order[floor]], References(Project(Order[floor])));
            Assert.Subset(Order[..floor].ToHashSet(), Arrows[Order[floor]].ToHashSet());
        }
    }

    [Fact]
    public void TheBenchmarksOfSingleOpsKnowTheEngineAloneAndNobodyKnowsThem()
    {
        var bench = XDocument.Parse(Repository.Text("bench/Mas.Bench.Micro/Mas.Bench.Micro.csproj"));

        Assert.Equal(["Mas.Engine"], References(bench));
        Assert.DoesNotContain("Mas.Bench.Micro", Order.SelectMany(project => References(Project(project))));
    }

    [Fact]
    public void NoAssemblyUsesOneAboveIt()
    {
        Assembly[] assemblies =
        [
            typeof(Mas.Engine.Tensors.Tensor).Assembly, typeof(Mas.Learning.InputException).Assembly,
            typeof(Mas.Vision.PictureCatalogue).Assembly, typeof(Mas.Rooms.RoomsSource).Assembly,
            typeof(Mas.Tables.TableShards).Assembly, typeof(Mas.Labels.LabelledPictures).Assembly,
            typeof(Mas.Wire.Protocol).Assembly,
            typeof(Mas.Device.DeviceAgent).Assembly, typeof(Mas.Commands.Terminal).Assembly,
            typeof(Mas.Federation.FederatedRun).Assembly, typeof(Mas.Export.RunExport).Assembly,
            typeof(Mas.Reports.HtmlReport).Assembly,
            typeof(Mas.Server.FleetServer).Assembly,
            typeof(Mas.Dashboard.FleetDashboard).Assembly, typeof(Mas.Cli.CommandLine).Assembly,
        ];
        string[] names = [.. assemblies.Select(assembly => assembly.GetName().Name!)];
        for (var floor = 0; floor < assemblies.Length; floor++)
        {
            var used = assemblies[floor].GetReferencedAssemblies().Select(assembly => assembly.Name);

            Assert.Empty(used.Intersect(names[floor..]));
        }
    }

    [Fact]
    public void WhatADeviceNeedsTakesThePackagesNamedHereAndNoOthers()
    {
        Assert.Equal(["System.Numerics.Tensors"], Elements("Mas.Engine", "PackageReference"));
        Assert.Empty(Elements("Mas.Learning", "PackageReference"));
        Assert.Empty(Elements("Mas.Vision", "PackageReference"));
        Assert.Equal(["Parquet.Net", "Sep"], Elements("Mas.Tables", "PackageReference"));
        Assert.Equal(["NetVips", "NetVips.Native.linux-x64"], Elements("Mas.Labels", "PackageReference"));
        Assert.Empty(Elements("Mas.Wire", "PackageReference"));
        Assert.Empty(Elements("Mas.Device", "PackageReference"));
        Assert.Equal(["System.CommandLine"], Elements("Mas.Commands", "PackageReference"));
        Assert.Empty(Elements("Mas.Agent", "PackageReference"));
        Assert.Empty(Elements("Mas.Federation", "PackageReference"));
    }

    [Theory]
    [InlineData("Mas.Engine")]
    [InlineData("Mas.Learning")]
    [InlineData("Mas.Vision")]
    [InlineData("Mas.Tables")]
    [InlineData("Mas.Labels")]
    [InlineData("Mas.Wire")]
    [InlineData("Mas.Device")]
    [InlineData("Mas.Commands")]
    [InlineData("Mas.Agent")]
    public void WhatADeviceNeedsIsHeldToTheTrimmingAndAheadOfTimeAnalyzers(string project) =>
        Assert.Equal("true", Project(project).Descendants("IsAotCompatible").Single().Value);

    [Fact]
    public void OnlyTheEngineMayHoldUnsafeCode()
    {
        var allowing = Order.Where(project => Project(project).Descendants("AllowUnsafeBlocks").Any());

        Assert.Equal(["Mas.Engine"], allowing);
    }

    private static XDocument Project(string name) => XDocument.Parse(Repository.Text($"src/{name}/{name}.csproj"));

    private static IEnumerable<string> References(XDocument project) =>
        Elements(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)!);

    private static IEnumerable<string> Elements(string project, string kind) => Elements(Project(project), kind);

    private static IEnumerable<string> Elements(XDocument project, string kind) =>
        project.Descendants(kind).Select(element => element.Attribute("Include")!.Value);
}
