namespace Mas.Reports.Stories;

/// <summary>
/// How far a run has come: the work of its rounds, in a unit of its own that only shares and estimates of what is left
/// are made of.
/// </summary>
public static class RunWork
{
    // A round trains one encoder and a decoder a task. How much dearer the encoder is depends on its size; this guess
    // only shapes the estimate of what is left until rounds of every stage have been timed.
    private const double EncoderWeight = 4;

    /// <summary>The work of a round of a stage with so many tasks.</summary>
    public static double OfRound(int tasks) => EncoderWeight + tasks;

    /// <summary>The work that is done.</summary>
    public static double Done(RunStory story) =>
        story.History.Stages.Sum(stage => OfRound(stage.Tasks.Count) * stage.Rounds.Count);

    /// <summary>
    /// All work, done or not: what the options tell beforehand, or more where the stages begun show that there is more,
    /// without what stages that stopped early have left out.
    /// </summary>
    public static double All(RunStory story) => Math.Max(
        Planned(story),
        story.History.Stages.Sum(stage => OfRound(stage.Tasks.Count) * stage.Started.Rounds))
        - story.History.Stages.Where(stage => stage.Finished is not null)
            .Sum(stage => OfRound(stage.Tasks.Count) * (stage.Started.Rounds - stage.Rounds.Count));

    /// <summary>
    /// About how many seconds of training are left, at the pace of the rounds so far. The time in which no round ran,
    /// such as the wait for a split to be approved, does not count. Null before the first round.
    /// </summary>
    public static double? SecondsLeft(RunStory story) =>
        Done(story) is > 0 and var done ? (All(story) - done) / done * story.Cost.WallSeconds : null;

    /// <summary>The number of the last round finished, the slowest stage counting; 0 before the first.</summary>
    public static int Round(RunStory story)
    {
        var stages = story.History.Stages;
        var going = stages.Where(
            stage => stage.Finished is null && stage.Rounds.Count < stage.Started.Rounds).ToList();
        return stages.Count == 0 ? 0
            : going.Count > 0 ? going.Min(stage => stage.Started.FirstRound + stage.Rounds.Count - 1)
            : stages.Max(stage => stage.LastRound);
    }

    private static double Planned(RunStory story) => story.Method.Expected(story.Options)
        .Sum(stage => stage.Count * stage.Rounds * OfRound(stage.Tasks));
}
