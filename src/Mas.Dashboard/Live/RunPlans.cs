using Mas.Federation.Methods;
using Mas.Federation.Planning;
using Mas.Learning;
using Mas.Reports.Stories;
using Mas.Wire.Documents;

namespace Mas.Dashboard.Live;

/// <summary>
/// What runs were predicted to use, computed from their options alone, in the background, and kept while they are
/// requested. Thread-safe.
/// </summary>
/// <param name="methods">The methods there are.</param>
/// <param name="ready">Called when a plan is there that was asked for before.</param>
internal sealed class RunPlans(MethodCatalogue methods, Action ready)
{
    private readonly StepCounts _steps = new();
    private readonly BoundedCache<string, Task<MethodPlan?>> _plans = new(RunStories.Most);

    /// <summary>
    /// A run's plan alongside what it has used; null until it is computed, or if the run cannot be planned.
    /// </summary>
    internal PlanCheck? Check(RunStory story, IReadOnlyList<DeviceStatus> devices) =>
        _plans.GetOrAdd(story.Options.Out!, _ => Task.Run(() => Plan(story, devices)))
            is { IsCompletedSuccessfully: true, Result: { } plan }
            ? PlanCheck.Of(plan, story.History, here: null)
            : null;

    private MethodPlan? Plan(RunStory story, IReadOnlyList<DeviceStatus> devices)
    {
        string[] fields = [.. story.Options.TaskSet().Select(task => task.Field)];
        ClientViews[] clients =
        [
            .. devices.Where(device => device.Views > 0 && fields.Any(device.Fields.Contains))
                .DistinctBy(device => device.Client)
                .Select(device => new ClientViews(device.Client, device.Views) { Fields = device.Fields }),
        ];
        try
        {
            return clients.Length == 0 ? null : new Planner(clients, _steps, methods).Plan("run", story.Options);
        }
        catch (InputException)
        {
            return null;
        }
        finally
        {
            ready();
        }
    }
}
