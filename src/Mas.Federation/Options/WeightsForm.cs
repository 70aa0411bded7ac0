namespace Mas.Federation.Options;

/// <summary>A run's folder or a file of weights.</summary>
public sealed class WeightsForm : FolderForm
{
    /// <inheritdoc/>
    public override string Placeholder => "PLACE";

    /// <inheritdoc/>
    public override string Expected => "a run folder or a safetensors file";
}
