using System.Globalization;

namespace Mas.Federation.Options;

/// <summary>A loss per task: <c>s=1.2,d=0.5</c>.</summary>
internal sealed class TaskLossesForm() : TaskValuesForm(Sign)
{
    /// <summary>What is between a task and its loss.</summary>
    internal const char Sign = '=';

    /// <inheritdoc/>
    public override string Placeholder => "TASK=X";

    /// <inheritdoc/>
    public override string Expected => "tasks, each once and with a finite loss, as in s=1.2,d=0.5";

    /// <inheritdoc/>
    private protected override bool IsValue(string written) =>
        double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var loss) && double.IsFinite(loss);
}
