using Mas.Engine.Randomness;
using Mas.Rooms.Geometry;

namespace Mas.Tests.Rooms;

public sealed class SolidTests
{
    private const double Step = 1e-4;

    private static Solid Make(string name) => name switch
    {
        "box" => new Box(new(new(-0.5, -0.2, 0), new(0.4, 0.3, 1)), grained: true),
        "ball" => new Ellipsoid(new(0.5, 0.5, 0.5)),
        "ellipsoid" => new Ellipsoid(new(0.6, 0.3, 0.2)),
        "cylinder" => new Frustum(0.25, 0.25, 0.8),
        "cone" => new Frustum(0.4, 0.1, 0.5),
        _ => new Torus(0.4, 0.1),
    };

    private static double OffSurface(string name, Vector p)
    {
        var radius = Math.Sqrt(p.X * p.X + p.Y * p.Y);
        return name switch
        {
            "box" => new[] { -0.5 - p.X, p.X - 0.4, -0.2 - p.Y, p.Y - 0.3, -p.Z, p.Z - 1 }.Max(),
            "ball" => p.Length - 0.5,
            "ellipsoid" => new Vector(p.X / 0.6, p.Y / 0.3, p.Z / 0.2).Length - 1,
            "cylinder" => Math.Max(radius - 0.25, Math.Max(-p.Z, p.Z - 0.8)),
            "cone" => Math.Max(radius - (0.4 - 0.6 * p.Z), Math.Max(-p.Z, p.Z - 0.5)),
            _ => new Vector(radius - 0.4, p.Z, 0).Length - 0.1,
        };
    }

    [Theory]
    [MemberData(nameof(AllNames))]
    public void RaysEnterOnTheSurfaceAndNotBefore(string name)
    {
        var solid = Make(name);
        var hits = 0;
        foreach (var ray in Rays(2000))
        {
            var distance = solid.Enter(ray);
            if (double.IsInfinity(distance))
            {
                // A ray that misses stays outside all along.
                for (var walked = 0.0; walked < 6; walked += 0.01)
                {
                    Assert.True(OffSurface(name, ray.At(walked)) > -1e-3);
                }

                continue;
            }
            hits++;
            Assert.Equal(0, OffSurface(name, ray.At(distance)), 1e-6);
            for (var walked = 0.0; walked < distance; walked += 0.01)
            {
                Assert.True(OffSurface(name, ray.At(walked)) > -1e-9);
            }

            var normal = solid.At(ray.At(distance)).Normal;
            Assert.Equal(1, normal.Length, 1e-6);
            Assert.True(Vector.Dot(normal, ray.Direction) <= 1e-6);
        }
        Assert.InRange(hits, 100, 1999);
    }

    [Theory]
    [MemberData(nameof(AllNames))]
    public void CurvatureIsHowTheNormalTurns(string name)
    {
        var solid = Make(name);
        var compared = 0;
        foreach (var ray in Rays(600))
        {
            var distance = solid.Enter(ray);
            if (double.IsInfinity(distance))
            {
                continue;
            }

            var point = ray.At(distance);
            var surface = solid.At(point);
            if (Measured(solid, point, surface.Normal) is not var (first, second))
            {
                continue;
            }

            compared++;
            Assert.True(surface.First >= surface.Second - 1e-9);
            Assert.Equal(first, surface.First, 0.01 + 0.01 * Math.Abs(first));
            Assert.Equal(second, surface.Second, 0.01 + 0.01 * Math.Abs(second));
        }
        Assert.True(compared > 50, $"only {compared} points of {name} were compared");
    }

    [Fact]
    public void BallsAndCylindersCurveAsTheirRadiiSay()
    {
        var ball = new Ellipsoid(new(0.2, 0.2, 0.2)).At(new(0, 0.2, 0));
        Assert.Equal(5, ball.First, 1e-9);
        Assert.Equal(5, ball.Second, 1e-6);
        var cylinder = new Frustum(0.1, 0.1, 1).At(new(0.1, 0, 0.5));
        Assert.Equal((10, 0), (cylinder.First, cylinder.Second));
        var hole = new Torus(0.4, 0.1).At(new(0.3, 0, 0));
        Assert.Equal(10, hole.First, 1e-9);
        Assert.Equal(-1 / 0.3, hole.Second, 1e-9);
    }

    [Fact]
    public void DiscsOfAThinColumnFaceUpAndDown()
    {
        var rug = new Frustum(1, 1, 0.01);
        Assert.Equal(new(0, 0, 1), rug.At(new(0.3, 0.2, 0.01)).Normal);
        Assert.Equal(new(0, 0, -1), rug.At(new(0.3, 0.2, 0)).Normal);
    }

    [Fact]
    public void SineAndArcTangentAgreeWithTheLibrary()
    {
        for (var angle = -9.0; angle < 9; angle += 0.01)
        {
            Assert.Equal(Math.Sin(angle), Trigonometry.Sin(angle), 1e-7);
            Assert.Equal(Math.Cos(angle), Trigonometry.Cos(angle), 1e-7);
            Assert.Equal(Math.Atan2(Math.Sin(angle), Math.Cos(angle)),
                Trigonometry.Atan2(Math.Sin(angle), Math.Cos(angle)), 1e-5);
        }
    }

    public static TheoryData<string> AllNames() => ["box", "ball", "ellipsoid", "cylinder", "cone", "torus"];

    /// <summary>
    /// The eigenvalues of the shape operator from finite differences; null next to an edge, where it is not defined.
    /// </summary>
    private static (double First, double Second)? Measured(Solid solid, Vector point, Vector normal)
    {
        var helper = Math.Abs(normal.Z) < 0.9 ? new Vector(0, 0, 1) : new Vector(1, 0, 0);
        var t = Vector.Cross(normal, helper).Unit();
        var s = Vector.Cross(normal, t);
        if (Turn(t) is not { } alongT || Turn(s) is not { } alongS)
        {
            return null;
        }

        var (a, d) = (Vector.Dot(alongT, t), Vector.Dot(alongS, s));
        var b = (Vector.Dot(alongT, s) + Vector.Dot(alongS, t)) / 2;
        var spread = Math.Sqrt((a - d) * (a - d) / 4 + b * b);
        return ((a + d) / 2 + spread, (a + d) / 2 - spread);

        Vector? Turn(Vector direction)
        {
            if (NormalNear(direction * Step) is not { } ahead || NormalNear(direction * -Step) is not { } behind)
            {
                return null;
            }

            return (ahead - behind) * (1 / (2 * Step));
        }

        Vector? NormalNear(Vector offset)
        {
            var down = new Ray(point + offset + normal * 0.01, -normal);
            var distance = solid.Enter(down);
            if (double.IsInfinity(distance) || Math.Abs(distance - 0.01) > 1e-5)
            {
                return null;
            }

            var found = solid.At(down.At(distance)).Normal;
            return Vector.Dot(found, normal) > 0.99 ? found : null;
        }
    }

    private static IEnumerable<Ray> Rays(int count)
    {
        var random = new Seed(7).Stream();
        for (var i = 0; i < count; i++)
        {
            var from = new Vector(random.NextGaussian(), random.NextGaussian(), random.NextGaussian()).Unit() * 2.5;
            var to = new Vector(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.2);
            yield return new(from, (to - from).Unit());
        }
    }
}
