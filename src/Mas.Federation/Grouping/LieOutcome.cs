using Mas.Federation.Affinities;

namespace Mas.Federation.Grouping;

/// <summary>How one lie bends the split under one mean, over all sets of liars.</summary>
/// <param name="Lie">The lie, in words.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Sets">How many sets of liars there are.</param>
/// <param name="Changed">The share of them with which other groups are chosen than without; 0 to 1.</param>
/// <param name="Targeted">The share with which the worst groups of all are chosen, which liars aim at; 0 to 1.</param>
/// <param name="ValueLost">
/// What the groups chosen lose of the honest value, on average: 0 = nothing, 1 = all that lies between the best groups
/// and the worst.
/// </param>
/// <param name="MostLost">The same for the set of liars that bends the split most.</param>
public sealed record LieOutcome(
    string Lie, MeanRule Mean, int Sets, double Changed, double Targeted, double ValueLost, double MostLost);
