namespace Mas.Learning.Models;

/// <summary>The encoders of examples of any kind.</summary>
public static class Encoders
{
    /// <summary>Layers that are fully connected, for rows of numbers.</summary>
    public static EncoderEntry Mlp { get; } = new("mlp", (scope, input, _) => new MlpEncoder(scope, input))
    {
        Fault = input => input.IsFlat
            ? null : $"The encoder mlp reads rows of numbers, (1, 1, columns); the inputs are {input}.",
    };
}
