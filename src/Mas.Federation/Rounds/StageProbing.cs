using Mas.Federation.Affinities;
using Mas.Federation.Journals;
using Mas.Federation.Runs;

namespace Mas.Federation.Rounds;

/// <summary>In which rounds a stage's clients measure affinities.</summary>
/// <param name="stage">The stage.</param>
/// <param name="options">The run's options.</param>
/// <param name="journal">Takes down when it ends before its time.</param>
/// <param name="recorded">What was taken down of that before, or null.</param>
internal sealed class StageProbing(Stage stage, RunOptions options, Journal journal, ProbingStopped? recorded)
{
    /// <summary>Whether clients probe in a round; the first it is over in is taken down.</summary>
    /// <param name="round">The round's number.</param>
    /// <param name="affinities">What was measured in the rounds before.</param>
    internal bool IsDue(int round, AffinityHistory affinities)
    {
        if (RoundRule.ProbeEvery(options, stage, round) == 0)
        {
            return false;
        }

        if (ProbeStop.Stable(affinities, stage, options) is not { } groups)
        {
            return true;
        }

        var last = affinities.UsedRounds[^1];
        if (recorded?.Round != last)
        {
            recorded = new ProbingStopped(
                stage.Name, last, [.. groups.Select(group => group.Select(task => stage.TaskNames[task]).ToArray())],
                affinities.UsedRounds);
            journal.Append(recorded);
        }

        return false;
    }
}
