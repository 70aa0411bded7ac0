using System.Globalization;
using FsCheck;

namespace Mas.Tests.Attacks;

/// <summary>
/// How many inputs an attack makes up: <c>MAS_ATTACKS</c> a property, or a thousand. Over the network, where each takes a
/// signature and an answer, a tenth of that.
/// </summary>
internal static class AttackSize
{
    private const string Variable = "MAS_ATTACKS";
    private const int Standard = 1000;

    internal static int Inputs { get; } = int.TryParse(
        Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
        ? asked : Standard;

    internal static int Requests => Math.Max(1, Inputs / 10);

    internal static Config Config => FsCheck.Config.QuickThrowOnFailure.WithMaxTest(Inputs);
}
