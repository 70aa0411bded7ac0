using System.Text.Json.Serialization;
using Mas.Federation.Catalogues;
using Mas.Federation.Methods;
using Mas.Federation.Options;
using Mas.Federation.Runs;
using Mas.Learning;

namespace Mas.Federation.Comparisons;

/// <summary>What a comparison trains: methods times seeds, alike in everything else. Immutable.</summary>
/// <param name="Methods">The methods as <see cref="MethodChoice"/> writes them, each once, in the order shown.</param>
/// <param name="Seeds">
/// How many seeds, 1 to 1000: <see cref="RunOptions.Seed"/> of <paramref name="Run"/> and those after it.
/// </param>
/// <param name="Run">The common options of the runs; their method and folder are not read.</param>
public sealed record ComparisonOptions(IReadOnlyList<string> Methods, int Seeds, RunOptions Run)
{
    /// <summary>The command it was begun with, as reports show it; null where no command began it.</summary>
    public string? Command { get; init; }

    /// <summary>How many seeds a comparison may have.</summary>
    public static IntegerRange SeedRange { get; } = new(1, 1000);

    /// <summary>The methods that are compared by default.</summary>
    public static string StandardMethods => string.Join(
        ',', MethodCatalogue.Baseline.Name, MethodCatalogue.Together.Name, MethodCatalogue.Default.Name);

    /// <summary>What its runs choose from; default <see cref="RunCatalogue.Standard"/>. Not written to a file.</summary>
    [JsonIgnore]
    public RunCatalogue Catalogue { get; init; } = RunCatalogue.Standard;

    /// <summary>Every fault, one clear sentence each; empty where the comparison can be run.</summary>
    public IReadOnlyList<string> Faults()
    {
        IReadOnlyList<MethodChoice> choices;
        try
        {
            choices = Choices();
        }
        catch (InputException fault)
        {
            return [.. fault.Message.Split(Environment.NewLine), .. SeedFaults()];
        }

        var faults = choices.Select(choice => (
            choice.Name, Faults: Catalogue.Faults(choice.Of(Run), OptionSpelling.Command))).ToArray();
        var common = faults.Select(one => one.Faults).Aggregate((left, right) => [.. left.Intersect(right)]);
        return
        [
            .. SeedFaults(),
            .. common,
            .. faults.SelectMany(one => one.Faults.Except(common).Select(fault => $"{one.Name}: {fault}")),
        ];
    }

    /// <summary>The methods, read.</summary>
    /// <exception cref="InputException">One is not known.</exception>
    internal IReadOnlyList<MethodChoice> Choices() =>
        MethodChoice.List("--methods", string.Join(',', Methods), Catalogue.Methods);

    /// <summary>
    /// Whether both train the same; threads and folders may differ, and so may the data's folder if their digest is
    /// known.
    /// </summary>
    internal bool TrainsTheSameAs(ComparisonOptions other) =>
        Methods.SequenceEqual(other.Methods) && Seeds == other.Seeds && HasRunsLike(other);

    /// <summary>Whether this trains all that the other does, and perhaps more methods and seeds.</summary>
    internal bool Extends(ComparisonOptions other) =>
        !other.Methods.Except(Methods).Any() && Seeds >= other.Seeds && HasRunsLike(other);

    private bool HasRunsLike(ComparisonOptions other)
    {
        var known = Run.DataDigest is not null && other.Run.DataDigest is not null;
        return Trained(Run, known).IsWrittenLike(Trained(other.Run, known));
    }

    /// <summary>What decides the models; for data and weights known by their digest, that is not their location.</summary>
    private static RunOptions Trained(RunOptions run, bool known) => run.FromAnywhere() with
    {
        Data = known ? null : run.Data,
        Source = known ? null : run.Source,
        DataDigest = known ? run.DataDigest : null,
        RoomsEdition = known || run.Data is not null ? 0 : run.RoomsEdition,
        Cache = null,
        Threads = 1,
        Out = null,
    };

    private IEnumerable<string> SeedFaults() => SeedRange.Contains(Seeds) && Run.Seed > ulong.MaxValue - (ulong)Seeds
        ? [ValueFault.Of(
            "--seed", $"{Run.Seed}", $"at most {ulong.MaxValue - (ulong)Seeds}, as --seeds is {Seeds}")]
        : SeedRange.Faults("--seeds", Seeds);
}
