using Mas.Federation.Journals;
using Mas.Learning.Files;

namespace Mas.Federation.Planning;

/// <summary>A plan held against the run it was for: <c>plan.json</c> in the run's folder.</summary>
/// <param name="Figures">Every figure that was predicted.</param>
/// <param name="Finished">Whether the run was finished; otherwise what it has used so far is less.</param>
public sealed record PlanCheck(IReadOnlyList<PlannedFigure> Figures, bool Finished)
{
    /// <summary>Holds a plan against a run.</summary>
    /// <param name="plan">The plan of the run's options.</param>
    /// <param name="history">What the run has used.</param>
    /// <param name="here">What work takes on this machine; null = seconds are not predicted.</param>
    public static PlanCheck Of(MethodPlan plan, RunHistory history, Calibration? here)
    {
        var cost = history.Cost;
        var memory = history.Stages.SelectMany(stage => stage.Rounds).SelectMany(round => round.Clients)
            .Select(client => client.MemoryBytes).DefaultIfEmpty(0).Max();
        List<PlannedFigure> figures =
        [
            new("operations", plan.Flops, cost.TrainFlops),
            new("bytesDown", plan.BytesDown, cost.BytesDown),
            new("bytesUp", plan.BytesUp, cost.BytesUp),
        ];
        if (memory > 0)
        {
            figures.Add(new("memoryBytes", plan.MemoryBytes, memory));
        }

        if (here is not null)
        {
            figures.Add(new("cpuSeconds", plan.Sum(here.CpuSeconds), cost.CpuSeconds));
            figures.Add(new("seconds", plan.Sum(here.Seconds), cost.WallSeconds));
            figures.Add(new("joules", plan.Sum(here.Joules), cost.EnergyJoules));
        }

        return new PlanCheck(figures, history.Finished is not null);
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written; the message names the file.</exception>
    public void Write(string path) => DurableFile.WriteJson(path, this, PlanJson.Default.PlanCheck);

    /// <summary>Reads the file.</summary>
    /// <exception cref="Mas.Learning.InputException">It is missing or is no such file.</exception>
    public static PlanCheck Read(string path) => DurableFile.ReadJson(path, PlanJson.Default.PlanCheck);
}
