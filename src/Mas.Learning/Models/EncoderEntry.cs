using Mas.Engine.Parameters;
using Mas.Learning.Examples;

namespace Mas.Learning.Models;

/// <summary>An encoder that models may have, by name.</summary>
/// <param name="Name">The name: lower-case letters, digits and hyphens.</param>
/// <param name="Create">
/// Declares the parameters of one in a scope, for inputs of a shape, with norms of the model's kind.
/// </param>
public sealed record EncoderEntry(string Name, Func<ParameterScope, FieldShape, NormFactory, IEncoder> Create)
{
    /// <summary>
    /// Why it cannot read inputs of a shape, as a sentence; null where it can. Default: it reads inputs of any shape.
    /// </summary>
    public Func<FieldShape, string?> Fault { get; init; } = _ => null;
}
