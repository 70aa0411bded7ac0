namespace Mas.Tests.House;

/// <summary>The arrows between rooms run one way.</summary>
public class RoomTests
{
    public static TheoryData<string> Projects => [.. RoomOrder.Floors.Select(floor => floor.Project)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void EveryRoomHasItsPlaceInTheOrder(string project)
    {
        var rooms = FilesOf(project).Select(file => RoomOf(project, file.FolderAsNamespace)).Distinct();

        Assert.Equal(RoomsOf(project).Order(), rooms.Order());
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void NoRoomKnowsOneThatIsBuiltUponIt(string project)
    {
        var order = RoomsOf(project);
        var upward =
            from file in FilesOf(project)
            let own = RoomOf(project, file.FolderAsNamespace)
            from other in Known(project, file).Distinct()
            where Array.IndexOf(order, other) > Array.IndexOf(order, own)
                && !RoomOrder.IsInside(own, other) && !RoomOrder.IsInside(other, own)
            select $"{file.Path} knows {project}.{other}";

        Faults.None(upward);
    }

    /// <summary>The project's other rooms that a file opens, names in full, or sees because they enclose its own.</summary>
    private static IEnumerable<string> Known(string project, SourceFile file)
    {
        foreach (var room in RoomsOf(project).Where(room => room != RoomOrder.Hall))
        {
            if (file.Namespace != $"{project}.{room}"
                && (file.Usings.Any(name => name == $"{project}.{room}" || IsTypeOf(project, room, name))
                    || file.Usings.All(name => name != $"{project}.{room}") && file.Body.Contains($"{project}.{room}.", StringComparison.Ordinal)))
            {
                yield return room;
            }
        }

        // The types in a project's hall are seen by all its rooms without being opened. The command's hall is both
        // what its verbs share and what gathers them, so only that it gathers them is looked at there.
        if (project != "Mas.Cli" && file.Namespace != project)
        {
            var hall = FilesOf(project).Where(other => other.Namespace == project).SelectMany(other => other.Types);
            if (hall.Any(file.Mentions))
            {
                yield return RoomOrder.Hall;
            }
        }
    }

    private static bool IsTypeOf(string project, string room, string name) =>
        FilesOf(project).Any(file => file.Namespace == $"{project}.{room}"
            && file.Types.Any(type => name == $"{project}.{room}.{type}"));

    private static string[] RoomsOf(string project) => RoomOrder.Floors.Single(floor => floor.Project == project).Rooms;

    private static IEnumerable<SourceFile> FilesOf(string project) =>
        Repository.Source.Where(file => file.Path.StartsWith($"src/{project}/", StringComparison.Ordinal));

    private static string RoomOf(string project, string name) =>
        name == project ? RoomOrder.Hall : name[(project.Length + 1)..];
}
