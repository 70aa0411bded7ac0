using System.Runtime.CompilerServices;

namespace Mas.Tests;

/// <summary>
/// How long a test waits for what has to come, however slow the machine is: what stands still is then a failure with a
/// name, and no suite without an end.
/// </summary>
internal static class Patience
{
    /// <summary>Longer than anything takes that comes at all.</summary>
    internal static readonly TimeSpan Whole = TimeSpan.FromMinutes(4);

    /// <summary>Between two looks: what is waited for needs the processor more than looking does.</summary>
    internal static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);

    /// <summary>Cancelled that long after it is asked for.</summary>
    internal static CancellationToken End => new CancellationTokenSource(Whole).Token;

    /// <summary>Waits, looking again and again, until something is so.</summary>
    /// <exception cref="TimeoutException">It does not come to be so.</exception>
    internal static async Task Until(
        Func<bool> isSo, [CallerArgumentExpression(nameof(isSo))] string expected = "")
    {
        for (var end = End; !isSo(); await Task.Delay(Glance))
        {
            if (end.IsCancellationRequested)
            {
                throw new TimeoutException($"Never came to be: {expected}.");
            }
        }
    }

    /// <summary>Waits, asking again and again, until something is so.</summary>
    /// <exception cref="TimeoutException">It does not come to be so.</exception>
    internal static async Task Until(
        Func<Task<bool>> isSo, [CallerArgumentExpression(nameof(isSo))] string expected = "")
    {
        for (var end = End; !await isSo(); await Task.Delay(Glance))
        {
            if (end.IsCancellationRequested)
            {
                throw new TimeoutException($"Never came to be: {expected}.");
            }
        }
    }
}
