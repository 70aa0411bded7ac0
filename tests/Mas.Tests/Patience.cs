namespace Mas.Tests;

/// <summary>
/// How long a test waits for what has to come, however slow the machine is: what stands still is then a failure with a
/// name, and no suite without an end.
/// </summary>
internal static class Patience
{
    internal static readonly TimeSpan Whole = TimeSpan.FromMinutes(4);

    /// <summary>Cancelled when it has come to its end.</summary>
    internal static CancellationToken End => new CancellationTokenSource(Whole).Token;
}
