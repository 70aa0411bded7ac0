using System.Globalization;

namespace Mas.Federation.Options;

/// <summary>Tasks that arrive later, each with the number of rounds before it: <c>k@20</c>.</summary>
internal sealed class ArrivalsForm() : TaskValuesForm(Sign)
{
    /// <summary>What is between a task and the number of rounds.</summary>
    internal const char Sign = '@';

    /// <inheritdoc/>
    public override string Placeholder => "TASK@N";

    /// <inheritdoc/>
    public override string Expected => "tasks, each once and with a number of rounds, as in k@20,t@20";

    /// <inheritdoc/>
    private protected override bool IsValue(string written) =>
        int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds > 0;
}
