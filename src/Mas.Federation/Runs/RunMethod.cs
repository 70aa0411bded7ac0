namespace Mas.Federation.Runs;

/// <summary>A method as people choose it, and which options it reads. docs/reference/methods.md tells more of each.</summary>
/// <param name="Name">Its name in options and files.</param>
/// <param name="Summary">What it does, in half a sentence.</param>
public sealed record RunMethod(string Name, string Summary)
{
    /// <summary>Every method.</summary>
    public static IReadOnlyList<RunMethod> All { get; } =
    [
        new("merge-and-split", "together first, then in groups that help each other")
        {
            ReadsGroups = true,
            ReadsAffinity = true,
        },
        new("all-in-one", "together to the end"),
        new("one-by-one", "each alone"),
        new("fedprox", "all-in-one, clients held near the global model"),
        new("gradnorm", "all-in-one, losses weighted so that tasks train at one rate"),
        new("pcgrad", "all-in-one, gradients rid of what conflicts"),
        new("tag", "all-in-one to measure which task helps which, then the best overlapping groups from scratch")
        {
            ReadsGroups = true,
            ReadsAffinity = true,
            SharesTasks = true,
        },
        new("hoa", "every task and every pair from scratch, then the groups that these predict to be best")
        {
            ReadsGroups = true,
        },
        new("standalone", "every client for itself") { IsForSingleClients = true },
    ];

    /// <summary>Whether it makes <see cref="RunOptions.Groups"/> groups.</summary>
    public bool ReadsGroups { get; private init; }

    /// <summary>Whether it chooses groups by measured affinity, so that it must probe.</summary>
    public bool ReadsAffinity { get; private init; }

    /// <summary>Whether the groups it chooses by affinity may share tasks.</summary>
    public bool SharesTasks { get; private init; }

    /// <summary>Whether its models are those of single clients.</summary>
    public bool IsForSingleClients { get; private init; }

    /// <summary>The method of a name, or null where there is none.</summary>
    public static RunMethod? Find(string name) => All.FirstOrDefault(method => method.Name == name);
}
