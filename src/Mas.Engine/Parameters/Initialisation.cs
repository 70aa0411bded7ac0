using Mas.Engine.Randomness;

namespace Mas.Engine.Parameters;

/// <summary>How the first values of a parameter are drawn.</summary>
/// <param name="values">The elements to fill.</param>
/// <param name="draws">A stream of this parameter's own.</param>
public delegate void Initialisation(Span<float> values, RandomStream draws);
