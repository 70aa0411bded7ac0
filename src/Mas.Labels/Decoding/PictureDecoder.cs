using Mas.Learning;
using Mas.Vision.Png;

namespace Mas.Labels.Decoding;

/// <summary>
/// Decodes picture files, known by their first bytes, whatever their names: PNG by Mas itself, other formats by libvips,
/// which is loaded with the first file that needs it.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal static class PictureDecoder
{
    /// <summary>What the names of picture files end in.</summary>
    internal static readonly string[] Endings = [".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff"];

    private const int SignatureBytes = 12;

    /// <summary>Decodes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What to call it in a fault.</param>
    /// <exception cref="InputException">
    /// The file cannot be read, has an unknown format, is damaged or ends too early.
    /// </exception>
    internal static RgbPicture Read(string path, string name)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The picture '{name}' cannot be read: {fault.Message}", fault);
        }

        return FormatOf(bytes) switch
        {
            "PNG" => Rgb(PngCodec.Decode(bytes, PngReading.Shown, name)),
            { } format => VipsDecoder.Decode(bytes, format, name),
            null => throw new InputException(ValueFault.Of(
                $"The picture '{name}'",
                bytes.Length == 0 ? "empty" : $"of an unknown format, its first bytes {Shown(bytes)}",
                "PNG, JPEG, WebP or TIFF")),
        };
    }

    private static string? FormatOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0x89, .. "PNG"u8]) ? "PNG"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "JPEG"
        : bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8) ? "TIFF"
        : bytes.Length >= SignatureBytes && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? "WebP"
        : null;

    private static string Shown(ReadOnlySpan<byte> bytes) =>
        Convert.ToHexString(bytes[..Math.Min(bytes.Length, 4)]);

    // Alpha says nothing of colours; gray is a colour of three equal parts.
    private static RgbPicture Rgb(PngImage image)
    {
        var pixels = new byte[image.Width * image.Height * 3];
        var (step, most) = (image.Channels >= 3 ? 1 : 0, image.MaxValue);
        for (int at = 0, from = 0; at < pixels.Length; at += 3, from += image.Channels)
        {
            for (var colour = 0; colour < 3; colour++)
            {
                pixels[at + colour] = (byte)(((image.Samples[from + (colour * step)] * byte.MaxValue) + (most / 2)) / most);
            }
        }

        return new RgbPicture(image.Width, image.Height, pixels);
    }
}
