namespace Mas.Federation.Journals;

/// <summary>Sorts the events of a journal by stage and drops what a repeat has made void.</summary>
internal sealed class StageLedger(StageStarted started)
{
    private readonly SortedList<int, RoundFinished> _rounds = [];
    private readonly List<Evaluated> _evaluations = [];
    private StageStarted _started = started;
    private ProbingStopped? _probingStopped;
    private StageFinished? _finished;

    /// <summary>The stages of a journal, in the order they first began.</summary>
    internal static IReadOnlyList<StageHistory> Of(IEnumerable<JournalEvent> events)
    {
        var order = new List<StageLedger>();
        var byName = new Dictionary<string, StageLedger>();
        foreach (var happened in events)
        {
            switch (happened)
            {
                case StageStarted started when byName.TryGetValue(started.Stage, out var again):
                    again._started = started;
                    break;
                case StageStarted started:
                    order.Add(byName[started.Stage] = new StageLedger(started));
                    break;
                case RoundFinished round when byName.TryGetValue(round.Stage, out var stage):
                    stage.Add(round);
                    break;
                case Evaluated evaluated when byName.TryGetValue(evaluated.Stage, out var stage):
                    stage.Add(evaluated);
                    break;
                case ProbingStopped stopped when byName.TryGetValue(stopped.Stage, out var stage):
                    stage._probingStopped = stopped;
                    break;
                case StageFinished finished when byName.TryGetValue(finished.Stage, out var stage):
                    stage._finished = finished;
                    break;
            }
        }

        return [.. order.Select(stage => stage.History())];
    }

    // A round that stands for the second time was trained again from the one before it, and so will all after it be.
    private void Add(RoundFinished round)
    {
        while (_rounds.Count > 0 && _rounds.Keys[^1] >= round.Round)
        {
            _rounds.RemoveAt(_rounds.Count - 1);
        }

        _evaluations.RemoveAll(evaluated => evaluated.Round >= round.Round);
        _probingStopped = _probingStopped?.Round >= round.Round ? null : _probingStopped;
        _finished = null;
        _rounds.Add(round.Round, round);
    }

    private void Add(Evaluated evaluated)
    {
        _evaluations.RemoveAll(other => other.Round == evaluated.Round && other.Split == evaluated.Split);
        _evaluations.Add(evaluated);
    }

    private StageHistory History() => new(_started, [.. _rounds.Values], [.. _evaluations], _finished)
    {
        ProbingStopped = _probingStopped,
    };
}
