using Mas.Federation.Planning;
using Mas.Federation.Runs;
using Mas.Reports.Stories;
using Mas.Reports.Views;
using Mas.Server.Queue;
using Mas.Wire.Documents;

namespace Mas.Dashboard.Live;

/// <summary>
/// The fleet as pages see it: its status and its runs, read anew no more than a few times a second however many pages
/// look and however fast things happen. Thread-safe.
/// </summary>
internal sealed class LiveFleet
{
    /// <summary>What no event tells, such as a device that has gone silent, is seen after this long.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(5);

    private readonly Fleet _fleet;
    private readonly TimeProvider _time;
    private readonly RunStories _stories;
    private readonly RunPlans _plans;
    private readonly Heartbeat _heartbeat;
    private readonly Lock _turn = new();
    private FleetStatus? _status;
    private long _read;
    private volatile bool _changed;

    /// <summary>A server's fleet.</summary>
    public LiveFleet(Fleet fleet, TimeProvider time)
    {
        (_fleet, _time) = (fleet, time);
        _stories = new RunStories(fleet.Catalogue);
        _plans = new RunPlans(fleet.Catalogue.Methods, () => _changed = true);
        _heartbeat = new Heartbeat(HasChanged, time);
        fleet.Changed += () => _changed = true;
    }

    /// <summary>Something has changed; see <see cref="Heartbeat.Changed"/>.</summary>
    internal event Action Changed
    {
        add => _heartbeat.Changed += value;
        remove => _heartbeat.Changed -= value;
    }

    /// <summary>The fleet, a moment old at most.</summary>
    internal FleetStatus Status
    {
        get
        {
            lock (_turn)
            {
                if (_status is null || _time.GetElapsedTime(_read) > Heartbeat.Interval)
                {
                    (_status, _read) = (_fleet.Status(), _time.GetTimestamp());
                }

                return _status;
            }
        }
    }

    /// <summary>A run's status, or null where there is no such run.</summary>
    internal RunStatus? Run(string id) => Status.Runs.FirstOrDefault(run => run.Id == id);

    /// <summary>A run as its folder records it.</summary>
    /// <exception cref="Mas.Learning.InputException">It has no folder yet, or a file in it is damaged.</exception>
    internal RunStory Story(RunStatus run) => _stories.Read(run.Folder);

    /// <summary>The pictures of what a run's models see; none where they are not drawn.</summary>
    /// <exception cref="Mas.Learning.InputException">It has no folder yet, or a file in it is damaged.</exception>
    internal IReadOnlyList<ReportView> Views(RunStatus run) =>
        ViewFiles.Read(RunFolder.Look(run.Folder, _fleet.Catalogue.Learning));

    /// <summary>
    /// What a run was predicted to use, alongside what it has used; null if that is not known, or not yet.
    /// </summary>
    internal PlanCheck? Plan(RunStory story) => _plans.Check(story, Status.Devices);

    private bool HasChanged()
    {
        lock (_turn)
        {
            var calm = _status is not null && _time.GetElapsedTime(_read) > Calm;
            if (!_changed && !calm && !_stories.HaveGrown())
            {
                return false;
            }

            // What happens from here on counts as new again.
            _changed = false;
            _status = null;
            return true;
        }
    }
}
