namespace Mas.Rooms.Parts;

/// <summary>What a person would call a thing; the number is the id stored in the segmentation map.</summary>
internal enum ObjectClass
{
    /// <summary>Things without a class of their own: books, toy blocks, baskets. Not learned.</summary>
    Unlabelled,
    Wall,
    Floor,
    Ceiling,
    Door,
    Window,
    Table,
    Chair,
    Sofa,
    Bed,
    Shelf,
    Cabinet,
    Lamp,
    Picture,
    Rug,
    Plant,
    Cushion,
    Vase,
}
