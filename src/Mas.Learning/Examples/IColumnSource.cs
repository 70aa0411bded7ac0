using Mas.Learning.Columns;
using Mas.Learning.Tasks;

namespace Mas.Learning.Examples;

/// <summary>
/// A kind of data with columns, of which a request names the client's and the targets. The targets are the tasks. Clients
/// read their columns alike by what all of them say of theirs: sums that are added up, and no rows.
/// </summary>
public interface IColumnSource : IDataSource
{
    /// <summary>The tasks that columns are, as far as they are known before the data: names and fields, no outputs.</summary>
    /// <param name="columns">Which columns are read.</param>
    /// <exception cref="InputException">The columns are written wrongly; the message says what.</exception>
    IReadOnlyList<TaskDescription> Tasks(ColumnChoice columns);

    /// <summary>What one client says of its columns.</summary>
    /// <param name="request">Which data, columns and client; a target that the data lack has no labels.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">Something is wrong with the data; the message says what.</exception>
    ClientColumns Sum(DataRequest request, CancellationToken cancellation);

    /// <summary>Why what a client says of its columns is no answer to what it was asked, a sentence; null where it is.</summary>
    /// <param name="columns">Which columns are read.</param>
    /// <param name="sums">By column, what the client says; it may be anything.</param>
    string? Fault(ColumnChoice columns, IReadOnlyList<ColumnSums> sums);

    /// <summary>What the columns of all clients are read as.</summary>
    /// <param name="place">Where the data lie, for messages.</param>
    /// <param name="columns">Which columns are read.</param>
    /// <param name="sums">By client, in the order of their names, and column: all of the same columns, without a fault.</param>
    /// <exception cref="InputException">They cannot be learned from; the message names every fault.</exception>
    DataDescription Describe(string place, ColumnChoice columns, IReadOnlyList<IReadOnlyList<ColumnSums>> sums);
}
