using Mas.Engine.Parameters;
using Mas.Learning.Examples;
using Mas.Learning.Models;

namespace Mas.Vision.Models;

/// <summary>The encoders of pictures.</summary>
public static class PictureEncoders
{
    /// <summary>Height and width of pictures are multiples of it: the output stride of the encoders.</summary>
    public const int Step = 16;

    /// <summary>Every one.</summary>
    public static IReadOnlyList<EncoderEntry> All { get; } =
    [
        Of("xception", (scope, input, norm) => new XceptionEncoder(scope, input, XceptionOptions.Full, norm)),
        Of("xception-half", (scope, input, norm) => new XceptionEncoder(scope, input, XceptionOptions.Half, norm)),
        Of("xception-quarter", (scope, input, norm) => new XceptionEncoder(scope, input, XceptionOptions.Quarter, norm)),
        Of("resnet-18", (scope, input, norm) => new ResNet18Encoder(scope, input, norm)),
    ];

    private static EncoderEntry Of(string name, Func<ParameterScope, FieldShape, NormFactory, IEncoder> create) =>
        new(name, create)
        {
            Fault = input => input.Height % Step == 0 && input.Width % Step == 0
                ? null
                : $"The encoder {name} reads pictures whose height and width are multiples of {Step}; the inputs are "
                    + $"{input}.",
        };
}
