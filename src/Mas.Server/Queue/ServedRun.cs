using Mas.Federation;
using Mas.Federation.Catalogues;
using Mas.Federation.Grouping;
using Mas.Federation.Journals;
using Mas.Federation.Methods;
using Mas.Federation.Planning;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Reports;
using Mas.Reports.Views;
using Mas.Server.Clients;
using Mas.Server.Orders;
using Mas.Server.Storage;
using Mas.Wire.Documents;

namespace Mas.Server.Queue;

/// <summary>A run of the queue at work: a method of its own, in a folder of its own, beside others.</summary>
/// <param name="id">Its name.</param>
/// <param name="options">What to run; the folder is <see cref="RunOptions.Out"/>.</param>
/// <param name="store">Where participants and models lie.</param>
/// <param name="queue">Where approvals lie.</param>
/// <param name="orders">Where orders go.</param>
/// <param name="observer">Who watches.</param>
/// <param name="time">The clock.</param>
internal sealed class ServedRun(
    string id, RunOptions options, FleetStore store, QueueStore queue, OrderBook orders, RunObserver observer,
    TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource<SplitApproval> _approval =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Its name.</summary>
    internal string Id { get; } = id;

    /// <summary>Whether its split awaits approval, so that it uses no device.</summary>
    internal bool IsHeld { get; private set; }

    /// <summary>What it waits for whose database or disk is away, a sentence; null = it does not.</summary>
    internal string? Waits { get; set; }

    /// <summary>How many outages requests had met when it last got on.</summary>
    internal int Outages { get; set; }

    /// <summary>Cancelled when it is to end for good, or to stop.</summary>
    internal CancellationToken Ending => _end.Token;

    /// <summary>Whether an operator has ended it; else a cancellation means that it stops, or the server does.</summary>
    internal bool IsCancelled { get; private set; }

    /// <summary>As <see cref="QueueTerms.Pictures"/>.</summary>
    internal Func<RunFolder, Action<string>, CancellationToken, IReadOnlyList<ReportView>>? Pictures { get; init; }

    /// <summary>As <see cref="QueueTerms.Catalogue"/>.</summary>
    internal required RunCatalogue Catalogue { get; init; }

    /// <summary>The work.</summary>
    internal Task Work { get; set; } = Task.CompletedTask;

    /// <summary>Ends it for good.</summary>
    internal void Cancel()
    {
        IsCancelled = true;
        Stop();
    }

    /// <summary>Stops it where it can be taken up again.</summary>
    internal void Stop()
    {
        try
        {
            _end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended just now.
        }
    }

    /// <summary>Goes on with a split that was held.</summary>
    internal void Approve(SplitApproval approval) => _approval.TrySetResult(approval);

    /// <summary>Trains to the end, from wherever it was left.</summary>
    /// <param name="hold">Whether its split is held.</param>
    /// <param name="stop">The server stops; the run goes on at its next start.</param>
    /// <exception cref="OperationCanceledException">It was cancelled, or the server stops.</exception>
    /// <exception cref="TooFewUpdatesException">Too few clients of a round answered.</exception>
    /// <exception cref="InputException">Its folder is damaged, or its budget cannot be met.</exception>
    internal async Task Train(bool hold, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, _end.Token);
        either.Token.ThrowIfCancellationRequested();
        using var folder = Directory.Exists(options.Out)
            ? RunFolder.Open(options.Out, Catalogue.Learning) : await Create(either.Token);
        var asked = options.Columns is null ? options : options.ReadingLike(folder.Options);
        folder.TakeJoined(asked);
        folder.CheckHolds(asked);
        var begun = folder.Options;
        var participants = await store.Participants(Id);
        var clients = new FleetClients(store, orders, Id, participants, begun.InputShape)
        {
            Note = observer.Note,
            Columns = begun.ColumnDescriptions is { } known ? new ColumnsDocument(begun.Columns!, known) : null,
        };
        await FederatedRun.Run(
            folder, clients, Catalogue, observer, time, either.Token, Views(participants),
            approve: hold ? held => Approval(held, either.Token) : null);
        var pictures = Pictures?.Invoke(folder, sentence => observer.Note?.Invoke(sentence), either.Token);
        ReportFiles.Write(folder, Catalogue, pictures ?? []);
    }

    /// <summary>Frees what it holds.</summary>
    public void Dispose() => _end.Dispose();

    private static IReadOnlyList<ClientViews> Views(IReadOnlyList<ParticipantRow> participants) =>
    [
        .. participants.Where(row => row.TrainingViews > 0)
            .Select(row => new ClientViews(row.Client, row.TrainingViews) { Fields = row.FieldNames }),
    ];

    /// <summary>Makes the folder, once devices have said what columns there are, if there are any.</summary>
    private async Task<RunFolder> Create(CancellationToken cancellation)
    {
        if (options.Columns is null)
        {
            return RunFolder.Create(options, time);
        }

        var survey = new ColumnSurvey(store, orders, Id, options) { Note = observer.Note };
        var (found, participants) = await survey.Hold(cancellation);
        var described = RunData.Described(options, found);
        var views = Views(participants);
        var least = Catalogue.Methods.Of(options).IsForSingleClients ? 1 : options.Quorum;
        if (views.Count < least)
        {
            throw new InputException(
                $"{Plural.Of(views.Count, "device has", "devices have")} examples to train on and columns that fit; a round "
                + $"needs {least}.");
        }

        GroupBudget.Check(described, new Planner(views, new StepCounts(), Catalogue.Methods));
        await store.Settle(Id, participants);
        return RunFolder.Create(described, time, meaning: found.Meaning);
    }

    /// <summary>The approval that was given before the last start, or the one that comes.</summary>
    private async Task<SplitApproval> Approval(SplitHeld held, CancellationToken cancellation)
    {
        if (queue.Run(Id) is { ApprovedBy: { } by } given)
        {
            string[] tasks = [.. options.TaskNames.Where(task => held.Groups.Any(group => group.Contains(task)))];
            return new SplitApproval(
                by, given.ApprovedGroups is { } groups ? WrittenPartition.Read(groups, tasks) : null);
        }

        IsHeld = true;
        observer.Note?.Invoke(
            $"The split {WrittenPartition.Write(held.Groups)} is held; mas approve {Id} continues the run.");
        try
        {
            return await _approval.Task.WaitAsync(cancellation);
        }
        finally
        {
            IsHeld = false;
        }
    }
}
