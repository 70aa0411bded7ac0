using Mas.Engine.Layers;
using Mas.Engine.Parameters;

namespace Mas.Learning.Models;

/// <summary>Makes the norms of a model, one for each layer that an encoder or a head wants normalised.</summary>
/// <param name="scope">The norm's branch of the model tree.</param>
/// <param name="channels">Channels.</param>
/// <param name="relu">Whether negative results become zero.</param>
public delegate INorm NormFactory(ParameterScope scope, int channels, bool relu);
