namespace Mas.Rooms.Textures;

/// <summary>What a thing is made of.</summary>
/// <param name="Texture">Its colour.</param>
/// <param name="Gloss">Strength of its highlights, 0 (matt) to 1.</param>
/// <param name="Grained">Whether the texture follows the longer side of boards.</param>
/// <param name="Glow">Radiance it gives off by itself; what glows casts no shadow.</param>
internal sealed record Material(Texture Texture, double Gloss = 0, bool Grained = false, double Glow = 0);
