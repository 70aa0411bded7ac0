using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Learning.Catalogues;
using Mas.Learning.Tasks;
using Mas.Wire.Documents;

namespace Mas.Server.Queue;

/// <summary>The models a run has ended with.</summary>
internal static class FinalModels
{
    /// <summary>Those that serve some tasks, where their files lie, and how they were trained.</summary>
    /// <param name="directory">The run folder of a run that is done.</param>
    /// <param name="tasks">The task set.</param>
    /// <param name="learning">What its options choose from.</param>
    internal static IReadOnlyList<(FetchedModel Model, string Path, StageHistory Stage)> Of(
        string directory, string tasks, LearningCatalogue learning)
    {
        var folder = RunFolder.Look(directory, learning);
        var history = RunHistory.Read(folder.JournalPath);
        var names = ResultFile.Read(folder.ResultPath).ModelSha256.ToLookup(model => model.Value, model => model.Key);
        return
        [
            .. TaskMarks.Read(tasks).SelectMany(history.ServersOf).Distinct().Select(stage =>
            {
                var path = Path.Combine(directory, stage.Finished!.Checkpoint);
                var sha256 = stage.Finished.Sha256;
                return (new FetchedModel(
                    names[sha256].First(), TaskMarks.Write(stage.Tasks), sha256, new FileInfo(path).Length),
                    path, stage);
            }),
        ];
    }
}
