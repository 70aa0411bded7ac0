namespace Mas.Vision.Png;

/// <summary>Which numbers of a PNG file are wanted: those it stores, or those a viewer shows.</summary>
public enum PngReading
{
    /// <summary>
    /// The samples as the file stores them, at their own bit depth; of a palette picture the indices, one channel. A
    /// transparent color says nothing here. Right for what is measured or labelled: class ids, masks, counts.
    /// </summary>
    Stored,

    /// <summary>
    /// What a viewer shows: palettes become RGB (RGBA where transparent), gray of less than 8 bits is stretched to 8
    /// bits, a transparent color becomes an alpha channel. Right for pictures.
    /// </summary>
    Shown,
}
