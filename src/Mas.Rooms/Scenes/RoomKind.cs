namespace Mas.Rooms.Scenes;

/// <summary>What a room is used for, which decides its furniture.</summary>
internal enum RoomKind
{
    Living,
    Bedroom,
    Dining,
    Study,
}
