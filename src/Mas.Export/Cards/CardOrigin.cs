namespace Mas.Export.Cards;

/// <summary>Where a model comes from, and which it is.</summary>
/// <param name="Version">The version of Mas that wrote the file.</param>
/// <param name="Stage">The stage of the run that trained the model.</param>
/// <param name="Rounds">The round it is the model after, counted over the whole run.</param>
/// <param name="Sha256">Hexadecimal SHA-256 of the run's checkpoint, lower case.</param>
/// <param name="Encoder">The name of the encoder.</param>
/// <param name="Norm">The name of the norm.</param>
public sealed record CardOrigin(
    string Version, string Stage, int Rounds, string Sha256, string Encoder, string Norm);
