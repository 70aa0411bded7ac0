using Mas.Engine.Randomness;
using Mas.Rooms.Parts;
using Mas.Rooms.Styles;

namespace Mas.Rooms.Scenes;

/// <summary>One building, ready to be looked at.</summary>
internal sealed class Scene
{
    private Scene(BuildingStyle style, World world, IReadOnlyList<Room> rooms) =>
        (Style, World, Rooms) = (style, world, rooms);

    /// <summary>What the building's rooms have in common.</summary>
    public BuildingStyle Style { get; }

    /// <summary>All its parts.</summary>
    public World World { get; }

    /// <summary>Its furnished rooms.</summary>
    public IReadOnlyList<Room> Rooms { get; }

    /// <summary>Builds the building of a seed: the same seed, the same building.</summary>
    public static Scene Build(Seed seed)
    {
        var style = BuildingStyle.Draw(seed.Derive("style").Stream());
        var plan = FloorPlan.Draw(style, seed.Derive("plan").Stream());
        List<Part> parts = [];
        List<Room> rooms = [];
        var fittings = seed.Derive("fittings").Stream();
        foreach (var opening in plan.Openings)
        {
            Shell.AddOpening(parts, opening, style, fittings);
        }

        for (var i = 0; i < plan.Rooms.Count; i++)
        {
            var random = seed.Derive("room").Derive(i).Stream();
            Shell.AddRoom(parts, plan.Rooms[i], plan, style, random);
            rooms.Add(new Furnisher(parts, plan.Rooms[i], plan, style, random).Furnish((RoomKind)(i % 4)));
        }
        return new(style, new(parts), rooms);
    }
}
