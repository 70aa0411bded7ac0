namespace Mas.Federation.Ledgers;

/// <summary>One processor package's energy counter, which starts over when it is full.</summary>
/// <param name="Domain">The folder of the counter.</param>
/// <param name="Microjoules">What it shows.</param>
/// <param name="RangeMicrojoules">Where it starts over.</param>
internal sealed record RaplCounter(string Domain, long Microjoules, long RangeMicrojoules)
{
    private const string PackagePrefix = "package";

    /// <summary>All packages' counters, in a fixed order; null where there are none or one cannot be read.</summary>
    internal static IReadOnlyList<RaplCounter>? ReadAll(SysFolder powercap)
    {
        // Packages are intel-rapl:0, intel-rapl:1; their parts (cores, memory) have a second colon and are included.
        var packages = powercap.Folders("intel-rapl:")
            .Where(domain => domain.Text("name")?.StartsWith(PackagePrefix, StringComparison.Ordinal) == true
                && domain.Name.Count(character => character == ':') == 1);
        var counters = new List<RaplCounter>();
        foreach (var domain in packages)
        {
            if (domain.Number("energy_uj") is not { } shown || domain.Number("max_energy_range_uj") is not { } range)
            {
                return null;
            }

            counters.Add(new RaplCounter(domain.Name, shown, range));
        }

        return counters.Count == 0 ? null : counters;
    }

    /// <summary>
    /// Joules between two readings; null where the packages are not the same. A counter that went back has started
    /// over once: at 250 W it takes a quarter of an hour to do so.
    /// </summary>
    internal static double? Joules(IReadOnlyList<RaplCounter> from, IReadOnlyList<RaplCounter> to)
    {
        if (!from.Select(counter => counter.Domain).SequenceEqual(to.Select(counter => counter.Domain)))
        {
            return null;
        }

        var microjoules = 0L;
        for (var package = 0; package < from.Count; package++)
        {
            var used = to[package].Microjoules - from[package].Microjoules;
            microjoules += used >= 0 ? used : used + to[package].RangeMicrojoules;
        }

        return microjoules * 1e-6;
    }
}
