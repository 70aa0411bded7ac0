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

    /// <summary>A fact that is skipped where no kills are asked for.</summary>
    public ChaosFactAttribute()
    {
        if (Kills < 1)
        {
            Skip = $"The chaos suite takes minutes: set {Variable} to how often the server is to be killed, such as 10.";
        }
    }

    /// <summary>How often the server is killed; 0 = the suite is not run.</summary>
    internal static int Kills { get; } = int.TryParse(
        Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
        ? asked : 0;
}
