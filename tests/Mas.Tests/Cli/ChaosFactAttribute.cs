using System.Globalization;

namespace Mas.Tests.Cli;

/// <summary>
/// A fact of the chaos suite, which takes minutes: it is run where <c>MAS_CHAOS</c> says how often to kill the server, and
/// skipped, saying so, where nothing does.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChaosFactAttribute : FactAttribute
{
    private const string Variable = "MAS_CHAOS";

    /// <param name="least">The fewest kills to ask for: more than CI's ten for what takes too long there.</param>
    public ChaosFactAttribute(int least = 1)
    {
        if (Kills < least)
        {
            Skip = $"The chaos suite takes minutes: set {Variable} to how often the server is to be killed, such as "
                + $"{Math.Max(least, 10)}.";
        }
    }

    /// <summary>How often the server is killed; 0 = the suite is not run.</summary>
    internal static int Kills { get; } = int.TryParse(
        Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
        ? asked : 0;
}
