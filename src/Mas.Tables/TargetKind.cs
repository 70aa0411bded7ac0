namespace Mas.Tables;

/// <summary>What the values of a target are.</summary>
public enum TargetKind
{
    /// <summary>Numbers, learned with the squared error.</summary>
    Number,

    /// <summary>One class per row, learned with cross entropy.</summary>
    Class,

    /// <summary>Any number of classes per row, each learned by itself with binary cross entropy.</summary>
    Classes,
}
