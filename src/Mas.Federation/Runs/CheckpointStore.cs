using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mas.Engine.Checkpoints;
using Mas.Engine.Parameters;
using Mas.Learning.Files;

namespace Mas.Federation.Runs;

/// <summary>
/// The models of a run folder: <c>checkpoints/STAGE-ROUND.safetensors</c>, each on the disk whole before
/// <see cref="Save"/> returns. A STAGE longer than a file's name may be is cut and ends with a digest of the whole.
/// Thread-safe for different stages.
/// </summary>
/// <param name="runFolder">The run folder; its <c>checkpoints</c> folder exists.</param>
public sealed class CheckpointStore(string runFolder)
{
    /// <summary>The folder's name in a run folder.</summary>
    public const string FolderName = "checkpoints";

    private const string Extension = ".safetensors";

    // Most file systems take names of 255 bytes; the round and the extension have 17.
    private const int LongestStageBytes = 220;
    private const int DigestDigits = 16;

    /// <summary>The place of a stage's model after a round, inside the run folder.</summary>
    public static string PathOf(string stage, int round) =>
        string.Create(CultureInfo.InvariantCulture, $"{FolderName}/{FileNameOf(stage)}-{round:D4}{Extension}");

    /// <summary>Writes a model, flushes it to the disk and renames it into its place.</summary>
    /// <exception cref="IOException">It cannot be written; the message names the file.</exception>
    public SavedCheckpoint Save(string stage, int round, NamedTensors model)
    {
        var place = PathOf(stage, round);
        return new SavedCheckpoint(place, DurableFile.Write(Full(place), file => SafetensorsFile.Write(file, model)));
    }

    /// <summary>Reads a model back.</summary>
    /// <param name="saved">What <see cref="Save"/> returned, by the journal.</param>
    /// <param name="fault">Why it cannot be used, as a sentence; null where the model is returned.</param>
    /// <returns>The model, or null where the file is missing, damaged or not the one that was saved.</returns>
    public NamedTensors? Load(SavedCheckpoint saved, out string? fault)
    {
        try
        {
            using var file = File.OpenRead(Full(saved.Checkpoint));
            if (Convert.ToHexStringLower(SHA256.HashData(file)) != saved.Sha256)
            {
                fault = $"The checkpoint {saved.Checkpoint} is damaged: its SHA-256 is not the one in the journal.";
                return null;
            }

            file.Position = 0;
            fault = null;
            return SafetensorsFile.Read(file);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            fault = $"The checkpoint {saved.Checkpoint} is missing.";
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            fault = $"The checkpoint {saved.Checkpoint} cannot be read: {exception.Message}";
        }

        return null;
    }

    /// <summary>Why a model cannot be used, as a sentence; null where it can.</summary>
    /// <param name="saved">What <see cref="Save"/> returned, by the journal.</param>
    public string? Fault(SavedCheckpoint saved)
    {
        Load(saved, out var fault)?.Dispose();
        return fault;
    }

    /// <summary>Takes over a model of another run, so that this folder needs no other.</summary>
    /// <param name="run">The folder of the other run.</param>
    /// <param name="saved">The model there.</param>
    /// <param name="stage">The stage it belongs to here.</param>
    /// <param name="round">The round it is the model after.</param>
    /// <returns>Why it cannot be used, as a sentence; null where it was taken.</returns>
    /// <exception cref="IOException">It cannot be written; the message names the file.</exception>
    public string? Take(string run, SavedCheckpoint saved, string stage, int round)
    {
        using var model = new CheckpointStore(run).Load(saved, out var fault);
        if (model is not null && Save(stage, round, model).Sha256 != saved.Sha256)
        {
            fault = $"The checkpoint {saved.Checkpoint} does not read back to the same bytes.";
        }

        return fault;
    }

    /// <summary>Deletes the models of a stage but those of some rounds.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="rounds">
    /// The rounds: while it trains the last two, and the best so far where that is kept; the final model's once it has
    /// finished.
    /// </param>
    public void KeepOnly(string stage, params ReadOnlySpan<int> rounds)
    {
        // A client's name may hold what a search pattern reads otherwise.
        var name = $"{FileNameOf(stage)}-";
        foreach (var file in Directory.EnumerateFiles(Full(FolderName), $"*{Extension}"))
        {
            var place = Path.GetFileNameWithoutExtension(file);
            if (place.StartsWith(name, StringComparison.Ordinal)
                && int.TryParse(place[name.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var round)
                && !rounds.Contains(round))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>A stage's name, or one of bounded length that no other stage has.</summary>
    private static string FileNameOf(string stage)
    {
        var bytes = Encoding.UTF8.GetBytes(stage);
        if (bytes.Length <= LongestStageBytes)
        {
            return stage;
        }

        var kept = new StringBuilder();
        var room = LongestStageBytes - DigestDigits - 1;
        foreach (var rune in stage.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            kept.Append(rune);
        }

        return $"{kept}~{Convert.ToHexStringLower(SHA256.HashData(bytes))[..DigestDigits]}";
    }

    private string Full(string place) => Path.Combine(runFolder, place);
}
