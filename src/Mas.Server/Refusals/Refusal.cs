namespace Mas.Server.Refusals;

/// <summary>The server does not do what it was asked: a status and a sentence for the sender of the request.</summary>
internal sealed class Refusal(int status, string sentence) : Exception(sentence)
{
    /// <summary>The status of the answer: 400 to 499, or 503 where it is good in a while.</summary>
    internal int Status { get; } = status;

    /// <summary>
    /// Whether the request is unauthenticated and its credentials are wrong: it counts against its address.
    /// </summary>
    internal bool IsOfStranger { get; init; }

    /// <summary>After how long it is worth asking again; null = it is not said.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the connection is closed once the answer is sent.</summary>
    internal bool ClosesConnection { get; init; }
}
