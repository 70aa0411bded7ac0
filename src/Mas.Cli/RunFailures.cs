using Mas.Federation.Rounds;

namespace Mas.Cli;

/// <summary>Failures of runs, in words.</summary>
internal static class RunFailures
{
    /// <summary>One sentence about a failure that no verb has words of its own for.</summary>
    public static string Sentence(Exception failure) => failure switch
    {
        TooFewUpdatesException or UnmeasuredAffinityException => failure.Message,
        OutOfMemoryException =>
            "mas ran out of memory; a smaller --batch or --image-size, or fewer --threads, needs less.",
        AggregateException { InnerExceptions: [var only] } => Sentence(only),
        _ => Failures.Sentence(failure, CommandLine.Name),
    };
}
