using Mas.Engine.Parameters;
using Mas.Learning.Examples;

namespace Mas.Learning.Models;

/// <summary>The encoders that Mas offers.</summary>
public static class Encoders
{
    /// <summary>
    /// Height and width of pictures are multiples of it: the output stride of the encoders of pictures.
    /// </summary>
    public const int PictureStep = 16;

    /// <summary>Every one.</summary>
    public static IReadOnlyList<EncoderEntry> All { get; } =
    [
        OfPictures("xception", (scope, input, norm) => new XceptionEncoder(scope, input, XceptionOptions.Full, norm)),
        OfPictures(
            "xception-half", (scope, input, norm) => new XceptionEncoder(scope, input, XceptionOptions.Half, norm)),
        OfPictures(
            "xception-quarter",
            (scope, input, norm) => new XceptionEncoder(scope, input, XceptionOptions.Quarter, norm)),
        OfPictures("resnet-18", (scope, input, norm) => new ResNet18Encoder(scope, input, norm)),
        new("mlp", (scope, input, _) => new MlpEncoder(scope, input))
        {
            Fault = input => input.IsFlat
                ? null : $"The encoder mlp reads rows of numbers, (1, 1, columns); the inputs are {input}.",
        },
    ];

    /// <summary>The names of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(encoder => encoder.Name)];

    private static EncoderEntry OfPictures(
        string name, Func<ParameterScope, FieldShape, NormFactory, IEncoder> create) =>
        new(name, create)
        {
            Fault = input => input.Height % PictureStep == 0 && input.Width % PictureStep == 0
                ? null
                : $"The encoder {name} reads pictures whose height and width are multiples of {PictureStep}; the "
                    + $"inputs are {input}.",
        };
}
