using Mas.Vision.Png;

namespace Mas.Vision.Pictures;

/// <summary>
/// A tiny built-in bitmap font for labels: printable ASCII, five columns by seven rows and one for descenders.
/// </summary>
internal static class PixelFont
{
    /// <summary>Pixels from one letter to the next.</summary>
    public const int Advance = 6;

    /// <summary>Pixels from the top of a letter to the end of its descender.</summary>
    public const int Height = 8;

    // Five bytes a letter from the space on, one a column, the top row in the lowest bit.
    private static readonly byte[] Columns = Convert.FromHexString(
        "000000000000005F00000007000700147F147F14242A7F2A12231308646236495620500008070300001C224100"
        + "0041221C002A1C7F1C2A08083E080800807030000808080808000060600020100804023E5149453E00427F4000"
        + "72494949462141494D331814127F1027454545393C4A49493141211109073649494936464949291E0000140000"
        + "00403400000008142241141414141400412214080201590906"
        + "3E415D594E7C1211127C7F494949363E414141227F4141413E7F494949417F090909013E414151737F0808087F"
        + "00417F41002040413F017F081422417F404040407F021C027F7F0408107F3E4141413E7F090909063E4151215E"
        + "7F09192946264949493203017F01033F4040403F1F2040201F3F4038403F631408146303047804036159494D43"
        + "007F4141410204081020004141417F04020102044040404040"
        + "000307080020545478407F284444383844444428384444287F385454541800087E090218A4A49C787F08040478"
        + "00447D40002040403D007F1028440000417F40007C047804787C080404783844444438FC1824241818242418FC"
        + "7C0804040848545454240404" + "3F44243C4040207C1C2040201C3C4030403C44281028444C9090907C4464544C44"
        + "0008364100000077000000413608000201020402");

    /// <summary>Pixels that a text is wide.</summary>
    public static int Width(string text) => Math.Max(0, (text.Length * Advance) - 1);

    /// <summary>Writes a text into a picture; what lies outside is cut off.</summary>
    /// <param name="picture">The picture, written to.</param>
    /// <param name="text">The text; letters the font lacks become question marks.</param>
    /// <param name="left">Column of the first letter's left edge.</param>
    /// <param name="top">Row of the letters' top edge.</param>
    /// <param name="gray">The letters' brightness, 0..255.</param>
    public static void Write(PngImage picture, string text, int left, int top, byte gray)
    {
        for (var i = 0; i < text.Length; i++)
        {
            int letter = text[i] is >= ' ' and <= '~' ? text[i] : '?';
            for (var column = 0; column < 5; column++)
            {
                int bits = Columns[((letter - ' ') * 5) + column];
                for (var row = 0; row < Height; row++)
                {
                    int x = left + (i * Advance) + column, y = top + row;
                    if (((bits >> row) & 1) == 0 || x < 0 || x >= picture.Width || y < 0 || y >= picture.Height)
                    {
                        continue;
                    }

                    for (var c = 0; c < picture.Channels; c++)
                    {
                        picture[y, x, c] = gray;
                    }
                }
            }
        }
    }
}
