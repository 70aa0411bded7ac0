namespace Mas.Learning.Models;

/// <summary>The encoders of rows of numbers.</summary>
public static class Encoders
{
    /// <summary>Three fully connected layers of 128 outputs.</summary>
    public static EncoderEntry Mlp { get; } = Of("mlp", 128);

    /// <summary>Every one.</summary>
    public static IReadOnlyList<EncoderEntry> All { get; } = [Mlp, Of("mlp-half", 64), Of("mlp-quarter", 32)];

    private static EncoderEntry Of(string name, int width) =>
        new(name, (scope, input, _) => new MlpEncoder(scope, input, width))
        {
            Fault = input => input.IsFlat
                ? null : $"The encoder {name} reads rows of numbers, (1, 1, columns); the inputs are {input}.",
        };
}
