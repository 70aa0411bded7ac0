namespace Mas.Federation.Runs;

/// <summary>
/// The weights that a run starts from in place of weights drawn from its seed. Its folder keeps a copy of what was taken
/// of them, <see cref="FileName"/>. At least a part of the encoder is taken, and a task's decoder whole or not at all.
/// </summary>
/// <param name="File">The file that they were read from.</param>
/// <param name="Sha256">Hexadecimal SHA-256 of the copy, lower case.</param>
/// <param name="Decoders">The marks of the tasks whose decoders are taken.</param>
/// <param name="DrawnDecoders">The marks of the tasks whose decoders are drawn from the seed.</param>
/// <param name="DrawnEncoder">The tensors of the encoder that the file lacks, which are drawn from the seed.</param>
public sealed record StartingWeights(
    string File, string Sha256, IReadOnlyList<string> Decoders, IReadOnlyList<string> DrawnDecoders,
    IReadOnlyList<string> DrawnEncoder)
{
    /// <summary>The name of the copy in the folder of a run or a comparison.</summary>
    public const string FileName = "start.safetensors";

    /// <summary>The same weights, wherever they were read from.</summary>
    internal StartingWeights Anywhere() => this with { File = "" };
}
