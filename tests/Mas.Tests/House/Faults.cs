namespace Mas.Tests.House;

/// <summary>What was found wrong, all of it at once and in full.</summary>
internal static class Faults
{
    /// <summary>Fails, and says them all, where there are any.</summary>
    internal static void None(IEnumerable<string> faults)
    {
        string[] found = [.. faults];
        if (found.Length > 0)
        {
            Assert.Fail(string.Join(Environment.NewLine, found));
        }
    }
}
