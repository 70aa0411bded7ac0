using System.Security.Cryptography;
using Mas.Engine.Checkpoints;
using Mas.Engine.Parameters;
using Mas.Federation.Journals;
using Mas.Federation.Options;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Exchange;
using Mas.Learning.Models;

namespace Mas.Federation.Rounds;

/// <summary>The model that <see cref="RunOptions.From"/> names, with what a run takes of it.</summary>
/// <param name="Weights">What is taken of it, and what is not.</param>
/// <param name="Content">The file that the run's folder keeps of it.</param>
internal sealed record StartingModel(StartingWeights Weights, byte[] Content)
{
    /// <summary>
    /// The file of the model: the one that the options name, or the newest model of the run whose folder they name. Of
    /// several such models, it is the first of those with the most tasks of the run that starts.
    /// </summary>
    /// <returns>Null where the options name none.</returns>
    /// <exception cref="InputException">There is no such file, or no such model.</exception>
    internal static string? Place(RunOptions options)
    {
        if (options.From is not { } from || File.Exists(from))
        {
            return options.From;
        }

        var name = OptionSpelling.Command.Of(RunTable.Name(nameof(RunOptions.From)).Name);
        return Directory.Exists(from) ? NewestOf(from, options) : throw new InputException(
            ValueFault.Of(name, $"'{from}'", "a run folder or a safetensors file that exists"));
    }

    /// <summary>Reads the model.</summary>
    /// <param name="options">The options of the run, after its data have said what they define.</param>
    /// <returns>Null where the options name none.</returns>
    /// <exception cref="InputException">
    /// The file cannot be read, it has no tensor of the encoder or one of another shape, or is not the one that the options
    /// record.
    /// </exception>
    internal static StartingModel? Of(RunOptions options)
    {
        if (Place(options) is not { } place)
        {
            return null;
        }

        var tasks = options.TaskSet();
        var layout = TorchLayout.Of(options.Model(tasks), options.Learning);
        using var found = WeightsFile.Read(place, layout, name => !IsOfEncoder(name));
        var lacking = layout.Tensors.Select(tensor => tensor.Slot.Name).Where(name => found.Layout.Find(name) is null)
            .ToArray();
        if (!found.Layout.Slots.Any(slot => IsOfEncoder(slot.Name)))
        {
            throw new InputException(
                $"{place} has no tensor of the encoder {options.Encoder}; expected names such as "
                + $"'{lacking.First(IsOfEncoder)}'.");
        }

        var drawn = tasks.Where(task => lacking.Any(
            name => name.StartsWith(MultiTaskModel.PrefixOf(task.Mark), StringComparison.Ordinal))).ToArray();
        var content = ContentOf(found, slot => !drawn.Any(
            task => slot.Name.StartsWith(MultiTaskModel.PrefixOf(task.Mark), StringComparison.Ordinal)));
        var weights = new StartingWeights(
            Path.GetFullPath(place), Convert.ToHexStringLower(SHA256.HashData(content)),
            [.. tasks.Except(drawn).Select(task => task.Mark)], [.. drawn.Select(task => task.Mark)],
            [.. lacking.Where(IsOfEncoder)]);
        return options.Start is { } begun && begun.Sha256 != weights.Sha256
            ? throw new InputException($"{place} is damaged: its SHA-256 is not the one on record.")
            : new StartingModel(weights, content);
    }

    private static bool IsOfEncoder(string name) =>
        name.StartsWith(MultiTaskModel.EncoderPrefix, StringComparison.Ordinal);

    private static string NewestOf(string run, RunOptions options)
    {
        using var folder = RunFolder.Look(run, options.Learning);
        var history = RunHistory.Read(folder.JournalPath);
        var newest = folder.Options.TaskNames.SelectMany(history.ServersOf)
            .Select(stage => stage.Model is null && stage.Started.Parent is { } parent ? history.Stage(parent)! : stage)
            .Where(stage => stage.Model is not null)
            .MaxBy(stage => stage.Tasks.Count(options.TaskNames.Contains));
        if (newest is null)
        {
            throw new InputException($"{run} has no model yet: no round of it is finished.");
        }

        return folder.Checkpoints.Fault(newest.Model!) is { } fault
            ? throw new InputException($"{run}: {fault}") : Path.Combine(run, newest.Model!.Checkpoint);
    }

    private static byte[] ContentOf(NamedTensors found, Func<TensorSlot, bool> isTaken)
    {
        using var taken = new NamedTensors(new TensorLayout(
            found.Layout.Slots.Where(isTaken).Select(slot => (slot.Name, slot.Shape, slot.Role))));
        taken.CopyFrom(found);
        using var content = new MemoryStream();
        SafetensorsFile.Write(content, taken);
        return content.ToArray();
    }
}
