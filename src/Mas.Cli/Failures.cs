using Mas.Device.Connections;
using Mas.Federation.Rounds;

namespace Mas.Cli;

/// <summary>Failures at run time, in words.</summary>
internal static class Failures
{
    /// <summary>One sentence about a failure that no verb has words of its own for.</summary>
    public static string Sentence(Exception failure) => failure switch
    {
        TooFewUpdatesException or UnmeasuredAffinityException => failure.Message,
        RefusedException or BlockedException or UntrustedServerException => failure.Message,
        IOException or UnauthorizedAccessException => $"mas failed: {failure.Message}",
        OutOfMemoryException =>
            "mas ran out of memory; a smaller --batch or --image-size, or fewer --threads, needs less.",
        AggregateException { InnerExceptions: [var only] } => Sentence(only),
        _ => $"mas failed ({failure.GetType().Name}): {failure.Message}",
    };
}
