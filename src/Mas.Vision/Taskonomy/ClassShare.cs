namespace Mas.Vision.Taskonomy;

/// <summary>How frequent a class is.</summary>
/// <param name="Id">Its id, as stored.</param>
/// <param name="Name">Its name; empty where the data set gives none.</param>
/// <param name="Share">Its share of the labelled pixels, 0 to 1.</param>
public sealed record ClassShare(int Id, string Name, double Share);
