using Mas.Learning.Tasks;

namespace Mas.Vision.Taskonomy;

/// <summary>
/// Where a view's maps lie inside its fixed-size record of the packed cache: the picture's bytes, the mask's, then
/// each field's map in the machine's byte order; every plane <c>(size, size, channels)</c> begins at an even offset.
/// A field that is the picture itself has no plane of its own.
/// </summary>
internal sealed class RecordLayout
{
    private readonly int[] _offsets;

    /// <summary>Lays out the record for some tasks.</summary>
    /// <param name="imageSize">Rows and columns of every map.</param>
    /// <param name="tasks">The tasks; several may learn one field.</param>
    public RecordLayout(int imageSize, IReadOnlyList<LearningTask> tasks)
    {
        ImageSize = imageSize;
        IsMasked = tasks.Any(task => task.IsMasked);
        Formats = MapFormat.Of(tasks);
        _offsets = new int[Formats.Count];
        var end = MaskOffset + PlaneBytes(MapFormat.Mask);
        for (var i = 0; i < _offsets.Length; i++)
        {
            _offsets[i] = Formats[i].Kind == MapKind.Picture ? 0 : end;
            if (Formats[i].Kind != MapKind.Picture)
            {
                end = checked(end + PlaneBytes(Formats[i]));
            }
        }

        RecordBytes = end;
    }

    /// <summary>Rows and columns of every map.</summary>
    public int ImageSize { get; }

    /// <summary>Whether a task counts only the valid pixels of its maps.</summary>
    public bool IsMasked { get; }

    /// <summary>The fields of the tasks' maps, in record order.</summary>
    public IReadOnlyList<MapFormat> Formats { get; }

    /// <summary>Where the mask begins; the picture begins at 0.</summary>
    public int MaskOffset => PlaneBytes(MapFormat.Picture);

    /// <summary>Bytes of a record.</summary>
    public int RecordBytes { get; }

    /// <summary>Where the map of a field begins, by its place in <see cref="Formats"/>.</summary>
    public int Offset(int format) => _offsets[format];

    /// <summary>Samples of a map.</summary>
    public int Samples(MapFormat format) => ImageSize * ImageSize * format.Channels;

    private int PlaneBytes(MapFormat format) => checked((Samples(format) * format.PackedBytes) + 1) & ~1;
}
