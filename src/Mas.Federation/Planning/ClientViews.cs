namespace Mas.Federation.Planning;

/// <summary>A client as a plan knows it.</summary>
/// <param name="Client">Its name.</param>
/// <param name="Views">The views it trains on.</param>
public sealed record ClientViews(string Client, int Views);
