namespace Mas.Learning.Training;

/// <summary>Among how many clients the model of an order is averaged: an owner may want theirs not to stand alone.</summary>
/// <param name="Asked">Clients whose models are averaged at most, at least 1; 1 = the client trains for itself.</param>
/// <param name="Least">The fewest that make a round count, 1 to <paramref name="Asked"/>: with fewer there is no mean.</param>
public sealed record Cohort(int Asked, int Least)
{
    /// <summary>A client for itself.</summary>
    public static Cohort Single { get; } = new(1, 1);
}
