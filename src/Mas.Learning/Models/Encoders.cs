using Mas.Engine.Parameters;

namespace Mas.Learning.Models;

/// <summary>The encoders Mas offers, by the names people use for them.</summary>
public static class Encoders
{
    /// <summary>Every name that can be asked for.</summary>
    public static IReadOnlyList<string> Names { get; } = ["xception", "xception-half", "xception-quarter", "resnet-18"];

    /// <summary>Declares the parameters of the encoder called <paramref name="name"/>.</summary>
    /// <exception cref="InputException">There is no encoder of that name.</exception>
    public static IEncoder Create(string name, ParameterScope scope) => name switch
    {
        "xception" => new XceptionEncoder(scope, XceptionOptions.Full),
        "xception-half" => new XceptionEncoder(scope, XceptionOptions.Half),
        "xception-quarter" => new XceptionEncoder(scope, XceptionOptions.Quarter),
        "resnet-18" => new ResNet18Encoder(scope),
        _ => throw new InputException($"encoder is '{name}'; expected one of {string.Join(", ", Names)}."),
    };
}
