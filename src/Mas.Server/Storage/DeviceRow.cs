using System.ComponentModel.DataAnnotations.Schema;
using Mas.Learning.Tasks;

namespace Mas.Server.Storage;

/// <summary>A device that has joined.</summary>
internal sealed class DeviceRow
{
    /// <summary>The SHA-256 of its public key.</summary>
    public required string Id { get; init; }

    /// <summary>The client whose views it holds; no two devices have the same.</summary>
    public required string Client { get; init; }

    /// <summary>Its public key, SubjectPublicKeyInfo.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>The letters of Taskonomy's tasks that its fields can teach.</summary>
    public required string Tasks { get; set; }

    /// <summary>The names of its fields, with spaces between; null = it joined a version that kept none.</summary>
    public string? Fields { get; set; }

    /// <summary>The names of its fields.</summary>
    [NotMapped]
    public IReadOnlyList<string> FieldNames
    {
        get => Fields?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? TaskonomyTasks.FieldsOf(Tasks);
        set => (Fields, Tasks) = (string.Join(' ', value), TaskonomyTasks.MarksOf(value));
    }

    /// <summary>Views it trains on.</summary>
    public required int TrainingViews { get; set; }

    /// <summary>Views it validates on.</summary>
    public required int ValidationViews { get; set; }

    /// <summary>Views it tests on.</summary>
    public required int TestViews { get; set; }

    /// <summary>What it has stated of itself last, a document; null = nothing.</summary>
    public byte[]? Statement { get; set; }
}
