using Mas.Learning.Examples;

namespace Mas.Server.Storage;

/// <summary>A client of a run. Who takes part is settled once: a run that goes on asks the same.</summary>
internal sealed class ParticipantRow
{
    /// <summary>The run.</summary>
    public required string Run { get; init; }

    /// <summary>The client.</summary>
    public required string Client { get; init; }

    /// <summary>The names of the fields it has labels of, with spaces between; null = all that the run learns.</summary>
    public string? Fields { get; init; }

    /// <summary>As <see cref="Fields"/>; null = all that the run learns.</summary>
    internal IReadOnlyList<string>? FieldNames => Fields?.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Views it trains on; 0 = it is only asked to evaluate.</summary>
    public required int TrainingViews { get; init; }

    /// <summary>Views it validates on.</summary>
    public required int ValidationViews { get; init; }

    /// <summary>Views it tests on.</summary>
    public required int TestViews { get; init; }

    /// <summary>The views of a split: as many votes it has.</summary>
    internal int Views(Split split) => split switch
    {
        Split.Train => TrainingViews,
        Split.Validation => ValidationViews,
        _ => TestViews,
    };
}
