using Mas.Engine.Randomness;
using Mas.Rooms;
using Mas.Rooms.Parts;
using Mas.Rooms.Rendering;
using Mas.Vision.Png;

namespace Mas.Tests.Rooms;

public sealed class MapTests
{
    private const int Size = 48;

    private static readonly PlannedBuilding Building =
        PlannedBuilding.Plan(0, new RoomsOptions { MinimumViews = 6, MaximumViews = 6 });

    private static IEnumerable<(Camera Camera, Dictionary<string, PngImage> Maps)> Views() =>
        Building.Views(new()).Select(view => (
            view.Viewpoint.Camera,
            ViewMaps.Draw(Building.Scene, view.Viewpoint.Camera, new Canvas(Size), new Seed(1))
                .ToDictionary(map => map.Folder, map => map.Image)));

    [Fact]
    public void NormalsPredictTheDepthOfTheNextPixelOnAPlane()
    {
        var compared = 0;
        foreach (var (camera, maps) in Views())
        {
            var (depth, normal, kinds) = (maps["depth_zbuffer"], maps["normal"], maps["segment_semantic"]);
            for (var y = 0; y < Size; y++)
            {
                for (var x = 0; x < Size - 1; x++)
                {
                    if (!IsSamePlane(x, y))
                    {
                        continue;
                    }

                    var slant = Facing(x, x, y);
                    if (Math.Abs(slant) < 0.3)
                    {
                        continue;
                    }

                    var predicted = depth[y, x] * slant / Facing(x, x + 1, y);
                    Assert.Equal(predicted, depth[y, x + 1], 2 + 0.01 * predicted);
                    compared++;
                }
            }

            bool IsSamePlane(int x, int y) =>
                kinds[y, x] == kinds[y, x + 1] && kinds[y, x] is (int)ObjectClass.Floor or (int)ObjectClass.Ceiling
                && depth[y, x] < GeometryMaps.DepthLimit && depth[y, x + 1] < GeometryMaps.DepthLimit
                && normal[y, x, 1] == normal[y, x + 1, 1];

            // The normal stored at one pixel, against the ray of another, both in the camera's axes.
            double Facing(int at, int seen, int y)
            {
                var d = camera.Seen(camera.Through((seen + 0.5) / Size, (y + 0.5) / Size).Direction);
                double N(int channel) => normal[y, at, channel] / 127.5 - 1;
                return N(0) * d.X + N(1) * d.Y + N(2) * d.Z;
            }
        }
        Assert.True(compared > 1000, $"only {compared} pixels lie on planes");
    }

    [Fact]
    public void NormalsHaveLengthOneAndFaceTheViewer()
    {
        foreach (var (camera, maps) in Views())
        {
            var (normal, mask) = (maps["normal"], maps["mask"]);
            for (var i = 0; i < Size * Size; i++)
            {
                if (mask.Samples[i] == 0)
                {
                    continue;
                }

                var (x, y, z) = (N(3 * i), N(3 * i + 1), N(3 * i + 2));
                Assert.Equal(1, Math.Sqrt(x * x + y * y + z * z), 0.02);
                var ray = camera.Seen(camera.Through((i % Size + 0.5) / Size, (i / Size + 0.5) / Size).Direction);
                Assert.True(x * ray.X + y * ray.Y + z * ray.Z < 0.02);
            }

            double N(int index) => normal.Samples[index] / 127.5 - 1;
        }
    }

    [Fact]
    public void NormalsPointAsTaskonomysDo()
    {
        var (floors, ceilings, valid) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var (_, maps) in Views())
        {
            var (normal, kinds, mask) = (maps["normal"], maps["segment_semantic"], maps["mask"]);
            for (var i = 0; i < Size * Size; i++)
            {
                if (mask.Samples[i] == 0)
                {
                    continue;
                }

                var green = normal.Samples[3 * i + 1] / 255.0;
                valid.Add(normal.Samples[3 * i + 2] / 255.0);
                if (kinds.Samples[i] == (int)ObjectClass.Floor)
                {
                    floors.Add(green);
                }
                else if (kinds.Samples[i] == (int)ObjectClass.Ceiling)
                {
                    ceilings.Add(green);
                }
            }
        }

        // y points down: floors, whose normals point up, are dark in green. z points away from the viewer.
        Assert.True(floors.Count > 100 && ceilings.Count > 100, $"{floors.Count} and {ceilings.Count} pixels");
        Assert.InRange(floors.Max(), 0, 0.3);
        Assert.InRange(ceilings.Min(), 0.7, 1);
        Assert.InRange(valid.Average(), 0.1, 0.5);
    }

    [Fact]
    public void WhatIsFlatHasTaskonomysCurvatureOfZero()
    {
        foreach (var (_, maps) in Views())
        {
            for (var i = 0; i < Size * Size; i++)
            {
                if (maps["segment_semantic"].Samples[i] == (int)ObjectClass.Floor)
                {
                    Assert.Equal([127, 127, 127], maps["principal_curvature"].Samples.AsSpan(3 * i, 3).ToArray());
                }
            }
        }
    }

    [Fact]
    public void TextureEdgesFollowFromTheStoredPicture()
    {
        foreach (var (_, maps) in Views())
        {
            var (rgb, edges) = (maps["rgb"], maps["edge_texture"]);
            for (var y = 0; y < Size; y++)
            {
                for (var x = 0; x < Size; x++)
                {
                    var across = (Blurred(y, In(x + 1)) - Blurred(y, In(x - 1))) / 2;
                    var down = (Blurred(In(y + 1), x) - Blurred(In(y - 1), x)) / 2;
                    var expected = 256 * Math.Sqrt(across * across + down * down);
                    Assert.Equal(expected, edges[y, x], 0.51);
                }
            }

            double Blurred(int y, int x)
            {
                var sum = 0.0;
                for (var j = -1; j <= 1; j++)
                {
                    for (var i = -1; i <= 1; i++)
                    {
                        sum += (2 - Math.Abs(i)) * (2 - Math.Abs(j)) * Brightness(In(y + j), In(x + i));
                    }
                }
                return sum / 16;
            }

            double Brightness(int y, int x) => (rgb[y, x, 0] + 2 * rgb[y, x, 1] + rgb[y, x, 2]) / 4.0;
        }

        static int In(int position) => Math.Clamp(position, 0, Size - 1);
    }

    [Fact]
    public void TheMaskIsWhereDepthIsValidAndOnlyTheSkyHasNone()
    {
        foreach (var (_, maps) in Views())
        {
            for (var i = 0; i < Size * Size; i++)
            {
                var valid = maps["depth_zbuffer"].Samples[i] < GeometryMaps.DepthLimit;
                Assert.Equal(valid ? 255 : 0, maps["mask"].Samples[i]);
                Assert.InRange(maps["segment_semantic"].Samples[i], 0, 17);
                if (!valid)
                {
                    Assert.Equal(GeometryMaps.NoDepth, maps["depth_zbuffer"].Samples[i]);
                }
            }
        }
    }

    [Fact]
    public void PlanesHaveNoOcclusionEdgesAndJumpsHave()
    {
        var plane = Samples((_, column) => 1 / (0.2 + 0.02 * column));
        Assert.All(GeometryMaps.OcclusionEdges(plane, 8, 0), value => Assert.Equal(0, value));
        var step = GeometryMaps.OcclusionEdges(Samples((_, column) => column < 4 ? 1 : 3), 8, 0);
        Assert.Equal(0, step[8 + 1]);
        Assert.Equal(GeometryMaps.OcclusionScale * (1 - 1.0 / 3), step[8 + 3], 1.0);
        Assert.Equal(GeometryMaps.OcclusionScale * (1 - 1.0 / 3), step[8 + 4], 1.0);
    }

    [Fact]
    public void KeypointsStandOnBlobsAndNotOnEdges()
    {
        var dot = Picture((row, column) => row is 7 or 8 && column is 7 or 8 ? 200 : 20);
        var response = ImageMaps.Keypoints(dot, 16);
        Assert.Equal(response.Max(), response[7 * 16 + 7]);
        Assert.True(response[7 * 16 + 7] > 1000);
        Assert.All(ImageMaps.Keypoints(Picture((_, column) => column < 8 ? 20 : 200), 16), v => Assert.Equal(0, v));
    }

    private static Sample[] Samples(Func<int, int, double> depth)
    {
        var wall = new Part(
            new Mas.Rooms.Geometry.Ellipsoid(new(1, 1, 1)), Mas.Rooms.Geometry.Frame.World,
            new(new Mas.Rooms.Textures.Plain(new(1, 1, 1), 0, 1, 0)), ObjectClass.Wall);
        return [.. Enumerable.Range(0, 64).Select(i => new Sample(wall, depth(i / 8, i % 8), default, default))];
    }

    private static ushort[] Picture(Func<int, int, int> brightness) =>
        [.. Enumerable.Range(0, 256).SelectMany(i => Enumerable.Repeat((ushort)brightness(i / 16, i % 16), 3))];
}
