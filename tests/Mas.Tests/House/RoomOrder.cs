namespace Mas.Tests.House;

/// <summary>
/// The order of the house. A project may know those before it; inside a project, a room (a folder) may know those
/// before it and none behind. This is the one place where the order is written down: docs/internals/architecture.md says
/// why.
/// </summary>
internal static class RoomOrder
{
    /// <summary>The files that lie in a project's own folder.</summary>
    internal const string Hall = "";

    /// <summary>The projects, from the ground up, and the rooms of each, from the ground up.</summary>
    internal static IReadOnlyList<(string Project, string[] Rooms)> Floors { get; } =
    [
        ("Mas.Engine",
        [
            "Memory.Native", "Tensors", "Memory", "Randomness", "Parallelism", "Kernels", "Parameters", "Autograd",
            "Ops", "Layers", "Optimisers", "Checkpoints",
        ]),
        ("Mas.Learning",
        [
            Hall, "Files", "Columns", "Metrics", "Objectives", "Tasks", "Examples", "Models", "Catalogues", "Training", "Exchange",
            "Needs", "Benchmarks",
        ]),
        ("Mas.Vision", ["Png", "Packing", "Taskonomy", "Pictures", "Models", Hall]),
        ("Mas.Rooms",
        [
            "Geometry", "Textures", "Styles", "Parts", "Furniture", "Scenes", "Rendering", Hall,
        ]),
        ("Mas.Tables", ["Columns", "Reading", "Splits", Hall]),
        ("Mas.Labels", ["Decoding", Hall]),
        ("Mas.Wire", [Hall, "Documents", "Signatures"]),
        ("Mas.Device", ["Keys", "Connections", "Limits", "Work", Hall]),
        ("Mas.Commands", [Hall, "Parsing", "Devices"]),
        ("Mas.Agent", [Hall]),
        ("Mas.Federation",
        [
            "Options", "Affinities", "Aggregation", "Ledgers", "Grouping", "Runs", "Journals", "Rounds", "Methods",
            "Catalogues", "Planning", "Simulation", "Benchmarks", Hall, "Comparisons",
        ]),
        ("Mas.Export", ["Cards", "Graphs", Hall, "Inference"]),
        ("Mas.Reports", ["Tables", "Charts", "Stories", "Words", "Figures", "Views", "Sections", Hall, "Comparing", "Series"]),
        ("Mas.Server",
        [
            "Refusals", "Certificates", "Policy", "Storage.Migrations", "Storage", "Audit", "Security", "Orders",
            "Clients", "Queue", "Metrics", "Endpoints", Hall,
        ]),
        ("Mas.Dashboard", ["Assets", "Access", "Forms", "Live", "Downloads", "Parts", Hall]),
        ("Mas.Cli", ["Parsing", "Configuration", "Predictions", "Showing", "Fleets", "Verbs", Hall]),
    ];

    /// <summary>Whether one room lies inside the other: together they count as one.</summary>
    internal static bool IsInside(string inner, string outer) =>
        outer != Hall && inner.StartsWith(outer + ".", StringComparison.Ordinal);
}
