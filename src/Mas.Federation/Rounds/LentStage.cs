using Mas.Federation.Journals;

namespace Mas.Federation.Rounds;

/// <summary>A finished stage of another run.</summary>
/// <param name="Stage">What that run's journal tells of it.</param>
/// <param name="Warnings">What became of clients in its rounds.</param>
/// <param name="Run">The folder of that run.</param>
internal sealed record LentStage(StageHistory Stage, IReadOnlyList<Warning> Warnings, string Run);
