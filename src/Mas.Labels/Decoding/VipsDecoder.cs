using Mas.Learning;
using NetVips;

namespace Mas.Labels.Decoding;

/// <summary>Decodes JPEG, WebP and TIFF by libvips. No other type names its types: it is loaded with the first file.</summary>
/// <remarks>Thread-safe.</remarks>
internal static class VipsDecoder
{
    private const int Colours = 3;
    private const int MostPixels = 1 << 27;

    static VipsDecoder()
    {
        if (!ModuleInitializer.VipsInitialized)
        {
            return;
        }

        // One picture per thread is decoded at a time, and none twice. Warnings are of no use on standard error.
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, (_, _, _) => { });
    }

    /// <summary>Decodes a file's content, turned as it says it was taken.</summary>
    /// <param name="bytes">The content.</param>
    /// <param name="format">The name of its format.</param>
    /// <param name="name">What to call the file in a fault.</param>
    /// <exception cref="InputException">The content is damaged or ends too early, or libvips cannot be loaded.</exception>
    internal static RgbPicture Decode(byte[] bytes, string format, string name)
    {
        if (!ModuleInitializer.VipsInitialized)
        {
            throw new InputException(
                $"The picture '{name}' is a {format}, which needs libvips, and that cannot be loaded "
                + $"({ModuleInitializer.Exception?.Message}); install libvips or convert the pictures to PNG.");
        }

        try
        {
            using var stored = Image.NewFromBuffer(
                bytes, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error);
            if ((long)stored.Width * stored.Height > MostPixels)
            {
                throw new InputException(ValueFault.Of(
                    $"The picture '{name}'", $"{stored.Width} x {stored.Height} pixels large",
                    $"at most {MostPixels} pixels"));
            }

            using var turned = stored.Autorot();
            using var shown = turned.Colourspace(Enums.Interpretation.Srgb);
            using var colours = shown.ExtractBand(0, Colours);
            using var samples = colours.Cast(Enums.BandFormat.Uchar);
            return new RgbPicture(samples.Width, samples.Height, samples.WriteToMemory<byte>());
        }
        catch (VipsException fault)
        {
            throw new InputException($"The picture '{name}' is a damaged {format}: {Reason(fault)}.", fault);
        }
    }

    // Of several lines the last says most; each begins with the name of what found it.
    private static string Reason(VipsException fault)
    {
        var line = fault.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];
        return PlainText.Of(line[(line.IndexOf(": ", StringComparison.Ordinal) is var at and >= 0 ? at + 2 : 0)..]);
    }
}
