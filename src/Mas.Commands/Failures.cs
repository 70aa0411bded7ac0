using Mas.Device.Connections;

namespace Mas.Commands;

/// <summary>Failures at run time, in words.</summary>
internal static class Failures
{
    /// <summary>One sentence about a failure that no verb has words of its own for.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="program">The program that failed.</param>
    public static string Sentence(Exception failure, string program) => failure switch
    {
        RefusedException or BlockedException or UntrustedServerException => failure.Message,
        IOException or UnauthorizedAccessException => $"{program} failed: {failure.Message}",
        OutOfMemoryException => $"{program} ran out of memory; fewer --threads need less.",
        AggregateException { InnerExceptions: [var only] } => Sentence(only, program),
        _ => $"{program} failed ({failure.GetType().Name}): {failure.Message}",
    };
}
