using Mas.Engine.Randomness;
using Mas.Learning.Examples;
using Mas.Rooms.Rendering;
using Mas.Rooms.Scenes;
using Mas.Vision.Taskonomy;

namespace Mas.Rooms;

/// <summary>One building and the pictures to take of it.</summary>
internal sealed class PlannedBuilding
{
    private readonly Seed _seed;
    private readonly IReadOnlyList<Viewpoint> _viewpoints;

    private PlannedBuilding(string name, Seed seed, Scene scene, IReadOnlyList<Viewpoint> viewpoints) =>
        (Name, _seed, Scene, _viewpoints) = (name, seed, scene, viewpoints);

    /// <summary>The name of the building's folders.</summary>
    public string Name { get; }

    /// <summary>The building itself.</summary>
    public Scene Scene { get; }

    /// <summary>Designs building <paramref name="number"/> of a data set and plans its pictures.</summary>
    public static PlannedBuilding Plan(int number, RoomsOptions options)
    {
        var seed = new Seed(options.Seed).Derive("rooms").Derive(number);
        var random = seed.Derive("views").Stream();
        var count = options.MinimumViews + random.Next(options.MaximumViews - options.MinimumViews + 1);
        var scene = Scene.Build(seed);
        return new($"building{number:d3}", seed, scene, new CameraPlanner(scene, random).Plan(count));
    }

    /// <summary>The building's pictures, with what each is for.</summary>
    public IEnumerable<(PlannedBuilding Building, Viewpoint Viewpoint, Split Split)> Views(SplitRule rule)
    {
        var names = _viewpoints.Select(viewpoint => new ViewName(viewpoint.Point, viewpoint.View)).ToArray();
        var splits = rule.Assign(Name, names);
        return _viewpoints.Select((viewpoint, i) => (this, viewpoint, splits[i]));
    }

    /// <summary>The seed of a picture's sensor noise.</summary>
    public Seed Noise(Viewpoint viewpoint) =>
        _seed.Derive("noise").Derive(viewpoint.Point).Derive(viewpoint.View);
}
