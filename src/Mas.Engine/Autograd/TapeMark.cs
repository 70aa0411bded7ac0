namespace Mas.Engine.Autograd;

/// <summary>A place on a <see cref="Tape"/> to go back to.</summary>
public readonly record struct TapeMark
{
    internal TapeMark(int entries, int tensors)
    {
        Entries = entries;
        Tensors = tensors;
    }

    internal int Entries { get; }

    internal int Tensors { get; }
}
