using Mas.Learning.Columns;
using Mas.Learning.Tasks;

namespace Mas.Learning.Examples;

/// <summary>What the columns of all clients are read as, and so what is learned from them.</summary>
/// <param name="Tasks">The tasks that the targets are, in their order.</param>
/// <param name="Meaning">What the numbers of examples mean.</param>
public sealed record DataDescription(IReadOnlyList<TaskDescription> Tasks, DataMeaning Meaning)
{
    /// <summary>The columns, the features and then the targets; empty (default) where examples have none.</summary>
    public IReadOnlyList<ColumnDescription> Columns { get; init; } = [];

    /// <summary>The shape of what a model reads of an example; null (default) where the columns do not decide it.</summary>
    public FieldShape? Input { get; init; }

    /// <summary>The fields that a client has labels of, by what it says of its targets; all where it trains on nothing.</summary>
    /// <param name="client">What it says, of the same columns.</param>
    public IReadOnlyList<string> FieldsOf(ClientColumns client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return
        [
            .. Tasks.Zip(client.Sums.TakeLast(Tasks.Count)).Where(target => client.Train == 0 || target.Second.Known > 0)
                .Select(target => target.First.Field),
        ];
    }
}
