using System.Globalization;
using System.Text.Json.Nodes;
using Mas.Federation.Catalogues;
using Mas.Federation.Journals;
using Mas.Federation.Methods;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Files;

namespace Mas.Server.Policy;

/// <summary>
/// What the server's owner allows operators, and how long ended runs are kept: the JSON of <c>mas serve --policy</c>,
/// whose keys docs/reference/security.md lists. A key that is left out has its default.
/// </summary>
public sealed record FleetPolicy
{
    private const int MostDays = 36500;

    private static readonly IntegerRange _numbers = new(0, 1_000_000);
    private static readonly IntegerRange _days = new(0, MostDays);

    /// <summary>The largest <c>--image-size</c>, in pixels; default 1024, the largest there is.</summary>
    public int LargestImageSize { get; init; } = RunTable.Whole(nameof(RunOptions.ImageSize)).Maximum;

    /// <summary>The most <c>--rounds</c>; default 9999, the most there are.</summary>
    public int MostRounds { get; init; } = RunTable.Whole(nameof(RunOptions.Rounds)).Maximum;

    /// <summary>The most <c>--local-epochs</c>; default 1000, the most there are.</summary>
    public int MostLocalEpochs { get; init; } = RunTable.Whole(nameof(RunOptions.LocalEpochs)).Maximum;

    /// <summary>The most <c>--clients-per-round</c>; default 1000, the most there are.</summary>
    public int MostClientsPerRound { get; init; } = RunTable.Whole(nameof(RunOptions.ClientsPerRound)).Maximum;

    /// <summary>The largest <c>--batch</c>, in pictures; default 1024, the largest there is.</summary>
    public int LargestBatch { get; init; } = RunTable.Whole(nameof(RunOptions.Batch)).Maximum;

    /// <summary>The largest <c>--budget</c>; default 0 = any.</summary>
    public double LargestBudget { get; init; }

    /// <summary>The encoders that may be asked for; null, the default, = all.</summary>
    public IReadOnlyList<string>? Encoders { get; init; }

    /// <summary>The methods that may be asked for; null, the default, = all.</summary>
    public IReadOnlyList<string>? Methods { get; init; }

    /// <summary>
    /// The fewest clients of whose updates a model is made, asked and answered: 1 to 1000, default 2. Only a key with
    /// the scope <c>single</c> trains and fetches models of fewer.
    /// </summary>
    public int SmallestCohort { get; init; } = 2;

    /// <summary>Submissions of one operator that have not ended, at most; default 100, 0 = any number.</summary>
    public int MostUnfinished { get; init; } = 100;

    /// <summary>Submissions of one operator in 24 hours, at most; default 1000, 0 = any number.</summary>
    public int MostPerDay { get; init; } = 1000;

    /// <summary>Days a run is kept after it has ended, with its folder and submissions; default 0 = for ever.</summary>
    public int KeepRunDays { get; init; }

    /// <summary>Days a submission is kept that ended before any run began with it; default 0 = for ever.</summary>
    public int KeepSubmissionDays { get; init; }

    /// <summary>The policy of a file, or the default one.</summary>
    /// <param name="path">The file; null = the defaults.</param>
    /// <param name="catalogue">What runs choose from.</param>
    /// <exception cref="InputException">
    /// The file cannot be read, or something in it is wrong; every fault names its key.
    /// </exception>
    public static FleetPolicy Read(string? path, RunCatalogue catalogue) => path is null
        ? new FleetPolicy()
        : WrittenJson.Read(
            path, PolicyJson.Default.FleetPolicy, policy => policy.Faults(catalogue),
            new FleetPolicy());

    /// <summary>How long ended runs are kept.</summary>
    public Retention Retention() => new(Kept(KeepRunDays), Kept(KeepSubmissionDays));

    /// <summary>What is wrong with it, a sentence a key.</summary>
    /// <param name="catalogue">What runs choose from.</param>
    public IEnumerable<string> Faults(RunCatalogue catalogue) =>
    [
        .. RunTable.Whole(nameof(RunOptions.ImageSize)).Faults("largestImageSize", LargestImageSize),
        .. RunTable.Whole(nameof(RunOptions.Rounds)).Faults("mostRounds", MostRounds),
        .. RunTable.Whole(nameof(RunOptions.LocalEpochs)).Faults("mostLocalEpochs", MostLocalEpochs),
        .. RunTable.Whole(nameof(RunOptions.ClientsPerRound)).Faults("mostClientsPerRound", MostClientsPerRound),
        .. RunTable.Whole(nameof(RunOptions.Batch)).Faults("largestBatch", LargestBatch),
        .. RunTable.Real(nameof(RunOptions.Budget)).Faults("largestBudget", LargestBudget),
        .. (Encoders ?? []).SelectMany(encoder => ValueFault.OneOf(
            "encoders", encoder, [.. catalogue.Learning.Encoders.Select(known => known.Name)])),
        .. (Methods ?? []).SelectMany(method => ValueFault.OneOf("methods", method, catalogue.Methods.Names)),
        .. RunTable.Whole(nameof(RunOptions.ClientsPerRound)).Faults("smallestCohort", SmallestCohort),
        .. _numbers.Faults("mostUnfinished", MostUnfinished),
        .. _numbers.Faults("mostPerDay", MostPerDay),
        .. _days.Faults("keepRunDays", KeepRunDays),
        .. _days.Faults("keepSubmissionDays", KeepSubmissionDays),
    ];

    /// <summary>
    /// What a recipe leaves open: the server's defaults, with a quorum that the smallest cohort allows, where so many
    /// are asked at all.
    /// </summary>
    /// <param name="recipe">The recipe; null = all is left open.</param>
    /// <param name="defaults">The server's defaults.</param>
    internal RunOptions Defaults(JsonObject? recipe, RunOptions defaults) => defaults with
    {
        Quorum = Math.Max(
            defaults.Quorum, Math.Min(SmallestCohort, RunRecipe.Apply(recipe, defaults).ClientsPerRound)),
    };

    /// <summary>Every rule that a run breaks, a sentence each: what was asked, and what is allowed.</summary>
    /// <param name="options">The run's options, which need not be without fault.</param>
    /// <param name="budget">The budget that was asked for; null = none.</param>
    /// <param name="single">Whether models of fewer clients than the smallest cohort are allowed.</param>
    /// <param name="methods">The methods there are.</param>
    internal IEnumerable<string> Faults(RunOptions options, double? budget, bool single, MethodCatalogue methods) =>
    [
        .. Beyond("--image-size", options.ImageSize, LargestImageSize),
        .. Beyond("--rounds", options.Rounds, MostRounds),
        .. Beyond("--local-epochs", options.LocalEpochs, MostLocalEpochs),
        .. Beyond("--clients-per-round", options.ClientsPerRound, MostClientsPerRound),
        .. Beyond("--batch", options.Batch, LargestBatch),
        .. LargestBudget > 0 ? Beyond("--budget", budget ?? 0, LargestBudget) : [],
        .. Forbidden(
            "--encoder", options.Encoder, Encoders ?? [.. options.Learning.Encoders.Select(encoder => encoder.Name)],
            [.. options.Learning.Encoders.Select(encoder => encoder.Name)]),
        .. Forbidden("--method", options.Method, Methods ?? methods.Names, methods.Names),
        .. single ? [] : Cohort(options, methods),
    ];

    /// <summary>What a submission more would be too many of, a sentence each.</summary>
    /// <param name="by">The operator.</param>
    /// <param name="unfinished">The operator's submissions that have not ended.</param>
    /// <param name="today">Those of the last 24 hours.</param>
    internal IEnumerable<string> Faults(string by, int unfinished, int today)
    {
        if (MostUnfinished > 0 && unfinished >= MostUnfinished)
        {
            yield return $"{by} has {Plural.Of(unfinished, "submission")} that have not ended; "
                + $"the server's owner allows {MostUnfinished} at a time.";
        }

        if (MostPerDay > 0 && today >= MostPerDay)
        {
            yield return $"{by} has submitted {today} times within 24 hours; the server's owner allows {MostPerDay}.";
        }
    }

    /// <summary>
    /// Whether a stage's model, or one of its decoders, is made of fewer clients' updates than the smallest cohort.
    /// </summary>
    public bool Guards(StageHistory stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return stage.Rounds.Any(round =>
        {
            ClientReport[] counted = [.. round.Clients.Where(client => client.Fault is null)];
            return counted.Length < SmallestCohort || stage.Tasks.Any(task => counted.Count(
                client => client.Labelled is null || client.Labelled.GetValueOrDefault(task) > 0) is > 0 and var trained
                && trained < SmallestCohort);
        });
    }

    private static TimeSpan? Kept(int days) => days == 0 ? null : TimeSpan.FromDays(days);

    private static IEnumerable<string> Beyond(string option, double asked, double most) => asked > most
        ? [Sentence($"{option} is {asked}; the server's owner allows at most {most}.")] : [];

    private static string Sentence(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Forbidden(
        string option, string asked, IReadOnlyList<string> allowed, IReadOnlyList<string> known) =>
        known.Contains(asked) && !allowed.Contains(asked)
            ? [$"{option} is '{asked}'; the server's owner allows {string.Join(", ", allowed)}."] : [];

    private IEnumerable<string> Cohort(RunOptions options, MethodCatalogue methods)
    {
        if (methods.Find(options.Method) is { IsForSingleClients: true } && SmallestCohort > 1)
        {
            yield return $"--method is {options.Method}, which trains a model for each client alone; the server's owner "
                + $"allows models of at least {Plural.Of(SmallestCohort, "client")}, or a key with the scope single.";
            yield break;
        }

        foreach (var (option, asked) in new[]
            { ("--clients-per-round", options.ClientsPerRound), ("--quorum", options.Quorum) })
        {
            if (asked < SmallestCohort)
            {
                yield return Sentence(
                    $"{option} is {asked}; the server's owner allows at least {SmallestCohort}, ")
                    + "or a key with the scope single.";
            }
        }
    }
}
