using System.Security.Cryptography;
using System.Text.Json;
using Mas.Federation.Runs;
using Mas.Learning.Training;

namespace Mas.Federation.Rounds;

/// <summary>
/// Everything that a stage's models and what is measured on the way follow from, but for the number of its rounds: two
/// stages of equal recipes are one, and the shorter is the beginning of the longer.
/// </summary>
/// <param name="Run">The run's options; those no stage reads, or this one does not, are set to their defaults.</param>
/// <param name="Draws">What its draws are named after.</param>
/// <param name="Tasks">The letters of its tasks.</param>
/// <param name="FirstRound">Its first round.</param>
/// <param name="Parent">The digest of the recipe of the stage it goes on from, or null.</param>
/// <param name="ParentRound">The last round of that stage, or null.</param>
/// <param name="InheritsDecoders">Whether it takes the parent's decoders too.</param>
/// <param name="Client">The only client, or null.</param>
/// <param name="Step">What clients' steps are made of.</param>
/// <param name="Training"><see cref="LocalTraining.Version"/>.</param>
internal sealed record StageRecipe(
    RunOptions Run, string Draws, string Tasks, int FirstRound, string? Parent, int? ParentRound,
    bool InheritsDecoders, string? Client, StepRule Step, int Training)
{
    private static readonly RunOptions _standard = new() { Threads = 1 };

    /// <summary>The recipe of a stage.</summary>
    internal static StageRecipe Of(Stage stage, RunOptions options) => new(
        Read(options, stage), stage.Draws, stage.Letters, stage.FirstRound,
        stage.Parent is { } parent ? Of(parent.Stage, options).Digest : null, stage.Parent?.Stage.LastRound,
        stage.InheritsDecoders, stage.Client, stage.Step, LocalTraining.Version);

    /// <summary>Hexadecimal SHA-256, lower case.</summary>
    internal string Digest =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, RecipeJson.Default.StageRecipe)));

    // Whatever is not named here counts, so that an option made later keeps stages apart until it is known not to.
    private static RunOptions Read(RunOptions options, Stage stage)
    {
        var probes = stage.Probes;

        // Where probing ends by itself, it does so by the groups its method would make.
        var stops = probes && options.ProbeStop > 0;
        return options.FromAnywhere() with
        {
            Method = stops ? options.Method : _standard.Method,
            Groups = stops ? options.Groups : _standard.Groups,
            Budget = _standard.Budget,
            Split = _standard.Split,
            Inherit = _standard.Inherit,
            MergeRounds = _standard.MergeRounds,
            Arrivals = _standard.Arrivals,
            LeaveAt = stage.LeaveAt.Count > 0 ? options.LeaveAt : _standard.LeaveAt,
            Mu = _standard.Mu,
            Alpha = _standard.Alpha,
            Threads = _standard.Threads,
            Cache = _standard.Cache,

            // Data are known by what they hold, where that is known.
            Data = options.DataDigest is null ? options.Data : null,
            Source = options.DataDigest is null ? options.Source : null,
            RoomsEdition = options.DataDigest is null && options.Data is null ? options.RoomsEdition : 0,
            Quorum = _standard.Quorum,
            Out = _standard.Out,
            CarbonIntensity = _standard.CarbonIntensity,
            ProbeEvery = probes ? options.ProbeEvery : 0,
            ProbeRounds = probes ? options.ProbeRounds : _standard.ProbeRounds,
            ProbeStop = probes ? options.ProbeStop : _standard.ProbeStop,
            Affinity = probes ? options.Affinity : _standard.Affinity,
            AffinityMean = stops ? options.AffinityMean : _standard.AffinityMean,
        };
    }
}
