namespace Mas.Vision.Taskonomy;

/// <summary>What the stored ids of a data set's label maps mean.</summary>
public sealed record ClassDescription
{
    /// <summary>Stored ids that mean unlabelled, each 0 to 65535; default: 0 alone. 255 is usual elsewhere.</summary>
    public IReadOnlyList<int> Ignore { get; init => field = value ?? field; } = [0];

    /// <summary>
    /// What a stored id is raised by to make the learned one, whose 0 is unlabelled: 1 if 0 is a class like any other.
    /// </summary>
    internal int Offset => Ignore.Contains(0) ? 0 : 1;

    /// <summary>The greatest stored id that is a class.</summary>
    internal int Greatest => MapFormat.MaxClass - Offset;

    /// <summary>What is wrong with it, a sentence each.</summary>
    internal IEnumerable<string> Faults()
    {
        foreach (var id in Ignore.Where(id => !MapFormat.IsStored(id)))
        {
            yield return $"classes.ignore lists {id}; expected stored ids, 0 to {ushort.MaxValue}.";
        }
    }
}
