namespace Mas.Federation.Options;

/// <summary>An option that a sentence mentions; <see cref="OptionSpelling"/> decides how it is written.</summary>
/// <param name="Name">Its name: <c>merge-rounds</c>.</param>
public readonly record struct OptionName(string Name);
