using Mas.Federation.Catalogues;
using Mas.Federation.Grouping;
using Mas.Federation.Journals;
using Mas.Federation.Methods;
using Mas.Federation.Planning;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Federation.Simulation;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Federation;

/// <summary>
/// One run on simulated clients, from its options to its results, in a folder of its own. A run that was killed goes on
/// with <see cref="Resume"/> and ends with the same bits.
/// </summary>
public static class FederatedRun
{
    /// <summary>Makes the run folder and runs the method to its end.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="catalogue">What the options choose from.</param>
    /// <param name="observer">Who watches.</param>
    /// <param name="cancellation">Interrupts the run between two batches; it can be resumed.</param>
    /// <exception cref="InputException">The options, the folder or the data have faults; no run was made.</exception>
    /// <exception cref="TooFewUpdatesException">
    /// A round had no update that may be used; the run can be resumed.
    /// </exception>
    /// <exception cref="IOException">The disk does not take a file; the run can be resumed.</exception>
    /// <exception cref="OperationCanceledException">The run was interrupted; it can be resumed.</exception>
    /// <param name="shelf">Stages of other runs to reuse; null = none.</param>
    public static RunResult Start(
        RunOptions options, RunCatalogue catalogue, RunObserver observer, CancellationToken cancellation,
        StageShelf? shelf = null)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        options = catalogue.For(options);
        catalogue.Check(options);
        RunFolder.CheckNew(options);

        // Looked for before the data, which may take minutes to prepare.
        StartingModel.Place(options);
        using var dataset = RunData.OpenAgain(options, null, observer.Note, cancellation, observer.Preparing);
        options = RunData.Described(options, dataset);
        catalogue.Check(options);
        var views = Planner.ClientsOf(dataset);
        ClientLabels.Of(views, options.TaskSet(), (client, task) => client.Has(task))
            .Check(options.TaskSet(), dataset.Location);
        GroupBudget.Check(options, new Planner(views, new StepCounts(), catalogue.Methods));
        var start = StartingModel.Of(options);
        using var folder = RunFolder.Create(
            options with { Start = start?.Weights }, TimeProvider.System, dataset, start?.Content);
        observer.Created?.Invoke(folder.Path);
        return Run(folder, dataset, observer, shelf, catalogue, cancellation).GetAwaiter().GetResult();
    }

    /// <summary>
    /// Goes on with a run that was interrupted or killed; of one that has ended, gives the result again.
    /// </summary>
    /// <param name="directory">The run folder.</param>
    /// <param name="catalogue">What the options choose from.</param>
    /// <param name="observer">Who watches.</param>
    /// <param name="cancellation">Interrupts the run between two batches; it can be resumed.</param>
    /// <param name="changes">What differs from when the run began; null = nothing.</param>
    /// <param name="shelf">Stages of other runs to reuse; null = none.</param>
    /// <exception cref="InputException">
    /// The folder is not a run's, or its data have faults or are not those it began with.
    /// </exception>
    /// <exception cref="TooFewUpdatesException">
    /// A round had no update that may be used; the run can be resumed.
    /// </exception>
    /// <exception cref="IOException">The disk does not take a file; the run can be resumed.</exception>
    /// <exception cref="OperationCanceledException">The run was interrupted; it can be resumed.</exception>
    public static RunResult Resume(
        string directory, RunCatalogue catalogue, RunObserver observer, CancellationToken cancellation,
        ResumeOptions? changes = null, StageShelf? shelf = null)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        using var folder = RunFolder.Open(directory, catalogue.Learning, changes);
        catalogue.Check(folder.Options);
        using var dataset = folder.OpenData(changes, observer.Note, cancellation, observer.Preparing);
        if (changes?.Data is { } moved)
        {
            folder.MoveData(moved);
        }

        return Run(folder, dataset, observer, shelf, catalogue, cancellation).GetAwaiter().GetResult();
    }

    private static async Task<RunResult> Run(
        RunFolder folder, IShardSet data, RunObserver observer, StageShelf? shelf, RunCatalogue catalogue,
        CancellationToken cancellation)
    {
        var (options, time) = (folder.Options, TimeProvider.System);
        using var clients = new SimulatedClients(
            data.Shards, options.Learning, options.Threads,
            ClientsAtOnce(catalogue.Methods.Of(options), options, data), time)
        {
            Busy = observer.ClientBusy,
        };
        return await Run(
            folder, clients, catalogue, observer, time, cancellation, Planner.ClientsOf(data), shelf,
            data: DataOpened.Of(data));
    }

    /// <summary>Runs on any clients: what a test does with clients that fail.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="clients">The clients.</param>
    /// <param name="catalogue">What the options choose from.</param>
    /// <param name="observer">Who watches.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Interrupts the run.</param>
    /// <param name="views">What each client trains on, for a budget; null = all the same.</param>
    /// <param name="shelf">Stages of other runs to reuse; null = none.</param>
    /// <param name="approve">Asks for approval of the split; null = no approval is needed.</param>
    /// <param name="data">What it is trained on; null = the clients have the data.</param>
    internal static async Task<RunResult> Run(
        RunFolder folder, IClients clients, RunCatalogue catalogue, RunObserver observer, TimeProvider time,
        CancellationToken cancellation, IReadOnlyList<ClientViews>? views = null, StageShelf? shelf = null,
        Func<SplitHeld, Task<SplitApproval>>? approve = null, DataOpened? data = null)
    {
        catalogue.Check(folder.Options);
        var planner = new Planner(
            views ?? [.. clients.Names.Select(name => new ClientViews(name, folder.Options.Batch))], new StepCounts(),
            catalogue.Methods);
        var history = RunHistory.Read(folder.JournalPath);
        using var journal = Journal.Open(folder.JournalPath, time);
        journal.Appended += observer.Journaled;
        if (history.Finished is null)
        {
            CheckTraining(folder.Path, history);
            var tasks = folder.Options.TaskSet();
            var labels = ClientLabels.Of(clients.Names, tasks, clients.Has);
            foreach (var begins in Beginning(folder.Options, history, labels))
            {
                journal.Append(begins);
            }

            if (data is not null && history.Started is null)
            {
                journal.Append(data);
            }

            if (labels.ArePartial && !history.Notes.Contains(labels.Sentences(tasks)))
            {
                journal.Append(new Warning(null, null, null, labels.Sentences(tasks)));
            }

            await Train(
                folder, clients, catalogue, planner, journal, history, shelf ?? StageShelf.Empty, approve, time,
                cancellation);
            history = RunHistory.Read(folder.JournalPath);
        }

        var result = RunRecords.Write(folder, history, catalogue.Methods.Of(folder.Options));
        if (history.Finished is null)
        {
            journal.Append(new RunFinished(history.Cost.WallSeconds));
        }

        return new RunResult(folder.Path, result);
    }

    /// <summary>That a run begins, that tasks have joined it, or else that it resumes.</summary>
    private static JournalEvent[] Beginning(RunOptions options, RunHistory history, ClientLabels labels)
    {
        if (history.Started is not { } started)
        {
            return [new RunStarted(Version, options) { Training = LocalTraining.Version, Labels = labels }];
        }

        string[] known = [.. TaskMarks.Read(started.Options.Tasks), .. history.Joined.Select(joined => joined.Task)];
        JournalEvent[] joined =
        [
            .. from arrival in TaskArrivals.Of(options).Later
               from task in arrival.Tasks
               where !known.Contains(task.Mark) && !known.Contains(task.Id)
               select new TaskJoined(task.Mark, arrival.Round, labels.ByTask[task.Mark]),
        ];
        return joined.Length > 0
            ? joined : [new Resumed($"The run resumes; {Plural.Of(Finished(history), "round")} had finished before.")];
    }

    /// <summary>Rounds of two versions that train differently must neither follow each other nor be compared.</summary>
    /// <exception cref="InputException">The run was begun by a version that trains differently.</exception>
    internal static void CheckTraining(string folder, RunHistory history)
    {
        if (history.Started is { Training: not LocalTraining.Version } started)
        {
            throw new InputException(
                $"{folder} was started by a version of Mas that trains differently (training {started.Training}, this "
                + $"version {LocalTraining.Version}: a loss is a mean over measured pixels only); finish it with that "
                + "version or start a new run.");
        }
    }

    /// <summary>Orders that may wait at the same time, by how many stages train side by side.</summary>
    private static int ClientsAtOnce(Method method, RunOptions options, IShardSet data) =>
        method.IsForSingleClients ? data.Shards.Count
        : method.Groups == GroupKind.None ? options.ClientsPerRound
        : options.ClientsPerRound * (method.ChoosesGroupCount(options) ? options.TaskNames.Count : options.Groups.Count);

    private static string Version => typeof(FederatedRun).Assembly.GetName().Version!.ToString(fieldCount: 3);

    private static int Finished(RunHistory history) => history.Stages.Sum(stage => stage.Rounds.Count);

    private static async Task Train(
        RunFolder folder, IClients clients, RunCatalogue catalogue, Planner planner, Journal journal,
        RunHistory history, StageShelf shelf,
        Func<SplitHeld, Task<SplitApproval>>? approve, TimeProvider time, CancellationToken cancellation)
    {
        var options = folder.Options;
        var method = catalogue.Methods.Of(options);
        var rule = catalogue.AggregationRules.Of(options.Aggregation);
        using var start = folder.LoadStart();
        var training = new StageTraining(
            options, rule, clients, folder.Checkpoints, journal, history, shelf, start, time, cancellation);

        // Tasks that have joined since are measured with the others.
        if (!options.TaskNames.All(task => RunRecords.InitialTest(history)?.Losses.ContainsKey(task) == true))
        {
            using var untrained = training.Untrained(options.TaskSet());
            var found = await clients.Evaluate(
                options.Model(options.TaskSet()), untrained, Split.Test, options.Batch, null, cancellation);
            EvaluatedLosses.Over(options, options.TaskSet(), found)
                .WriteTo(journal, Stage.LettersOf(options.TaskSet()), 0, SplitNames.InitialTest);
        }

        if (!options.TaskNames.All(task => history.Constants?.Outputs.ContainsKey(task) == true))
        {
            await ConstantTest.Run(clients, options, journal, cancellation);
        }

        var federation = new TaskFederation(
            training, method, options, clients.Names, clients.Has, happened => journal.Append(happened), history,
            (affinity, groups) => planner.Share(options, affinity, groups), approve);
        var models = await method.Run(federation, options);
        if (history.Served is null)
        {
            journal.Append(new TasksServed([.. models.Select(model => new ServingModel(
                model.Trained.Stage.Name, [.. model.Serves.Select(task => task.Mark)]))]));
        }

        // Read anew: a stage whose last model was damaged has been trained again, and its old test counts no more.
        history = RunHistory.Read(folder.JournalPath);
        foreach (var (stage, round, model) in models.Select(model =>
            (model.Trained.Stage, model.Trained.Round, model.Trained.Model)))
        {
            if (history.Stage(stage.Name)?.Evaluation(round, SplitNames.Test) is null)
            {
                var found = await clients.Evaluate(
                    options.Model(stage.Tasks), model, Split.Test, options.Batch, stage.Client, cancellation);
                EvaluatedLosses.Over(options, stage.Tasks, found).WriteTo(journal, stage.Name, round, SplitNames.Test);
            }
        }

        history = RunHistory.Read(folder.JournalPath);
        foreach (var warning in LossWarnings.Of(options, history, catalogue)
            .Where(warning => history.Warnings.All(told => told.Text != warning.Text)))
        {
            journal.Append(warning);
        }
    }
}
