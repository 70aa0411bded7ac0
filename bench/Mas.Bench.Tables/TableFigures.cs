namespace Mas.Bench.Tables;

/// <summary>What a table took; bench/peers/table.py has the same figures of PyTorch.</summary>
/// <param name="Rows">Rows trained on per epoch.</param>
/// <param name="Inputs">Numbers that the model reads of a row.</param>
/// <param name="Parameters">Parameters of the model.</param>
/// <param name="Steps">Steps trained.</param>
/// <param name="Losses">The mean loss of each task over the last client's steps; null where nothing was trained.</param>
/// <param name="LoadMilliseconds">Until the first row can be read: open, measure, standardise, divide into clients.</param>
/// <param name="LoadCpuMilliseconds">Processor time of that.</param>
/// <param name="EpochMilliseconds">All steps.</param>
/// <param name="EpochCpuMilliseconds">Processor time of those.</param>
/// <param name="PeakMemoryBytes">The most memory the process has had resident, its code included.</param>
internal sealed record TableFigures(
    int Rows, int Inputs, int Parameters, int Steps, IReadOnlyList<double?>? Losses, double LoadMilliseconds,
    double LoadCpuMilliseconds, double EpochMilliseconds, double EpochCpuMilliseconds, long PeakMemoryBytes);
