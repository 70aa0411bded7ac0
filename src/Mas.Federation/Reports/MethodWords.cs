using System.Globalization;
using Mas.Federation.Runs;
using Mas.Learning;

namespace Mas.Federation.Reports;

/// <summary>What a method does, for a reader who has never heard of it.</summary>
public static class MethodWords
{
    private const string Asked =
        "Several tasks are to be learned from the same pictures, which many clients hold and which never leave them. ";

    private const string OneModel =
        "One model learns all of them to the end: a shared encoder and a decoder for each task.";

    /// <summary>The method as the end of a title: after the number of tasks and a comma.</summary>
    public static string Title(RunOptions options) => options.Method switch
    {
        "merge-and-split" => "merged and split",
        "all-in-one" => "all in one model",
        "fedprox" => "all in one model, with FedProx",
        "gradnorm" => "all in one model, with GradNorm",
        "pcgrad" => "all in one model, with PCGrad",
        "tag" => "grouped by TAG",
        "hoa" => "grouped by HOA",
        "standalone" => "every client for itself",
        _ => "one by one",
    };

    /// <summary>What was asked and how the method goes about it, as a paragraph.</summary>
    public static string Story(RunOptions options) => Asked + options.Method switch
    {
        "merge-and-split" => "A client can train only one model at a time. So all tasks are first merged: one model "
            + "with a shared encoder and a decoder for each task. While it trains, Mas measures which tasks help "
            + $"each other. Then it splits them into {Count(options)} and continues with "
            + $"one model per group, {Inherited(options)}.{Choice(options)}",
        "all-in-one" => OneModel,
        "fedprox" => $"{OneModel} Clients are held near the global model: the further a client's own training leads "
            + "away from it, the stronger the pull back (FedProx).",
        "gradnorm" => $"{OneModel} How much each task's loss counts is learned on the way, so that all train at one "
            + "rate (GradNorm).",
        "pcgrad" => $"{OneModel} Where a step for one task would undo another's, the part that does is taken out first "
            + "(PCGrad).",
        "tag" => "All tasks are first merged into one model, only to measure which help each other. Then the best "
            + $"{UpTo(options)} are chosen, which may share tasks, and each is trained from scratch (TAG).",
        "hoa" => "Every task and every pair of tasks is trained by a model of its own. From their losses, those of "
            + $"larger groups are predicted, and the best {UpTo(options)} are chosen, which may share tasks (HOA).",
        "standalone" => "Here no client works with another: each trains a model of all tasks on its own pictures alone "
            + "and is tested on its own. This is what working together must beat.",
        _ => "Each is learned alone, by a model of its own, one after the other.",
    };

    private static string Count(RunOptions options) => options.ChoosesGroupCount
        ? "as many groups as are best within "
            + options.Budget.ToString("0.## %", CultureInfo.InvariantCulture) + " of what one by one would take"
        : TaskWords.Count(options.Groups, "group");

    private static string Inherited(RunOptions options) => options.Inherit switch
    {
        "encoder" => "from the shared encoder, with new decoders",
        "none" => "but from scratch, for comparison",
        _ => "from what was already learned",
    };

    private static string Choice(RunOptions options) => options.Split == "best"
        ? ""
        : $" For comparison, the {options.Split} groups are taken, not the best.";

    private static string UpTo(RunOptions options) =>
        options.Groups == 1 ? "group" : $"{Plural.Of(options.Groups, "group")} or fewer";
}
