using Mas.Engine.Randomness;
using Mas.Rooms.Scenes;
using Mas.Vision.Png;

namespace Mas.Rooms.Rendering;

/// <summary>The picture, the eight other maps and the mask of one view, by Taskonomy's folder names.</summary>
internal static class ViewMaps
{
    /// <summary>Folder of the masks.</summary>
    public const string MaskFolder = "mask";

    /// <summary>All folders, in the order <see cref="Draw"/> gives them.</summary>
    public static IReadOnlyList<string> Folders { get; } =
    [
        "rgb", "segment_semantic", "depth_zbuffer", "normal", "keypoints2d", "edge_texture", "edge_occlusion",
        "reshading", "principal_curvature", MaskFolder,
    ];

    /// <summary>Takes the picture and works out its maps.</summary>
    /// <param name="scene">The building.</param>
    /// <param name="camera">Where from.</param>
    /// <param name="canvas">Where to work; its size is the maps'.</param>
    /// <param name="seed">Picks the sensor's noise.</param>
    public static IReadOnlyList<(string Folder, PngImage Image)> Draw(
        Scene scene, Camera camera, Canvas canvas, Seed seed)
    {
        var size = canvas.Size;
        var renderer = new Renderer(scene, canvas);
        var samples = renderer.Trace(camera);
        var rgb = renderer.Photograph(camera, seed.Stream());
        // Two pixels' angle: what a crease between surfaces leaning 45 degrees either way amounts to.
        var crease = 4 * scene.Style.TanHalfView / size;
        return
        [
            ("rgb", Colour(rgb)),
            ("segment_semantic", Gray(GeometryMaps.Semantic(samples), 8)),
            ("depth_zbuffer", Gray(GeometryMaps.Depth(samples), 16)),
            ("normal", Colour(GeometryMaps.Normals(samples, camera))),
            ("keypoints2d", Gray(ImageMaps.Keypoints(rgb, size), 16)),
            ("edge_texture", Gray(ImageMaps.TextureEdges(rgb, size), 16)),
            ("edge_occlusion", Gray(GeometryMaps.OcclusionEdges(samples, size, crease), 16)),
            ("reshading", Colour(GeometryMaps.Reshading(samples, camera))),
            ("principal_curvature", Colour(GeometryMaps.Curvature(samples))),
            (MaskFolder, Gray(GeometryMaps.Mask(samples), 8)),
        ];

        PngImage Gray(ushort[] values, int bits) => new(size, size, 1, bits, values);

        PngImage Colour(ushort[] values) => new(size, size, 3, 8, values);
    }
}
