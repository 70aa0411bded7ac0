using Mas.Federation.Journals;
using Mas.Reports.Stories;

namespace Mas.Reports.Words;

/// <summary>How a stage ended, in words.</summary>
public static class StageWords
{
    /// <summary>Which tasks left their group before the end, a sentence per model; none until training is over.</summary>
    /// <param name="story">The run.</param>
    public static IEnumerable<string> Left(RunStory story) =>
        from model in story.Options.LeaveAt is null ? [] : story.History.Served?.Models ?? []
        let stage = story.History.Stage(model.Stage)!
        where stage.KeptRound < story.Options.Rounds
        select $"{story.Words.Names(model.Tasks)} left stage {stage.Name} after round {stage.KeptRound}, at the validation loss "
            + "asked for.";

    /// <summary>That a stage stopped early or keeps another model than its last, a sentence; null where it does neither.</summary>
    /// <param name="stage">The stage.</param>
    public static string? Sentence(StageHistory stage) => stage.Finished switch
    {
        { Kept: null } finished when finished.Round < stage.LastRound =>
            $"Stage {stage.Name} ended after round {finished.Round} of {stage.LastRound}: a task had reached the loss at which "
            + "it leaves.",
        { Kept: { } kept } finished when finished.Round < stage.LastRound =>
            $"Stage {stage.Name} stopped after round {finished.Round} of {stage.LastRound}: the validation loss had not fallen "
            + $"below that of round {kept}, whose model is kept.",
        { Kept: { } kept } =>
            $"Stage {stage.Name} keeps the model of round {kept}, which had the lowest validation loss.",
        _ => null,
    };
}
