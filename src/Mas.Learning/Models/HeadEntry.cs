using Mas.Engine.Parameters;
using Mas.Learning.Examples;

namespace Mas.Learning.Models;

/// <summary>A head that tasks may have, by name.</summary>
/// <param name="Name">The name: lower-case letters, digits and hyphens.</param>
/// <param name="Create">
/// Declares the parameters of one in a scope, for features of a shape and so many output channels, with norms of the
/// model's kind.
/// </param>
public sealed record HeadEntry(string Name, Func<ParameterScope, FieldShape, int, NormFactory, IHead> Create);
