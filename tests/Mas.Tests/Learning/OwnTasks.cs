using System.Text.Json.Nodes;
using Mas.Federation.Runs;
using Mas.Learning.Tasks;

namespace Mas.Tests.Learning;

/// <summary>Tasks that are in no catalogue.</summary>
internal static class OwnTasks
{
    /// <summary>Depth without forgiveness, by the field that depth is learned from.</summary>
    internal static TaskDescription Far { get; } =
        new("far-depth", "far depth", "far", "depth_zbuffer", 1, 1, "masked-l1", "dense");

    /// <summary>A recipe that brings a task.</summary>
    internal static JsonObject Recipe(TaskDescription task) =>
        RunRecipe.Of(TestCatalogue.Options with { OwnTasks = [task] }, given: []);
}
