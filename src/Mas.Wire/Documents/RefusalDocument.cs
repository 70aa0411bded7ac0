namespace Mas.Wire.Documents;

/// <summary>Why the server does not do what it was asked.</summary>
/// <param name="Title">One sentence.</param>
public sealed record RefusalDocument(string Title);
