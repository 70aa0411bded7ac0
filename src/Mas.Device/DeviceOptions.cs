using Mas.Device.Connections;
using Mas.Device.Limits;
using Mas.Learning.Catalogues;
using Mas.Learning.Examples;

namespace Mas.Device;

/// <summary>What a device is told by its owner.</summary>
public sealed record DeviceOptions
{
    /// <summary>The server's address; http for this machine alone, else https.</summary>
    public required Uri Server { get; init; }

    /// <summary>By whose word it is taken for that server; default: that of the system's authorities.</summary>
    public ServerTrust Trust { get; init; } = ServerTrust.OfSystem;

    /// <summary>What is shown to a server that asks devices for a certificate; null, the default, = nothing.</summary>
    public ClientCertificate? Certificate { get; init; }

    /// <summary>The folder of the device's key and of the models it has fetched; made where it is missing.</summary>
    public required string Folder { get; init; }

    /// <summary>Where its data lie, as <see cref="Source"/> understands it: a folder, a file.</summary>
    public required string Data { get; init; }

    /// <summary>The source that opens the data, one of <see cref="Learning"/>; default <c>taskonomy</c>.</summary>
    public string Source { get; init; } = "taskonomy";

    /// <summary>The folder of packed caches of its pictures; null = in the device's own folder.</summary>
    public string? Cache { get; init; }

    /// <summary>The client of the data that the device is; null = the only one there is.</summary>
    public string? Building { get; init; }

    /// <summary>
    /// Of data with columns, the one that names the client of each row; null (default) = all rows are those of
    /// <see cref="Building"/>.
    /// </summary>
    public string? ClientColumn { get; init; }

    /// <summary>The listed tasks it learns; null = any that its fields can teach.</summary>
    public string? Tasks { get; init; }

    /// <summary>The objectives, parts of models and sources it knows. Tasks it learns from its orders.</summary>
    public required LearningCatalogue Learning { get; init; }

    /// <summary>What the device's data are opened with.</summary>
    internal DataRequest Request => new()
    {
        Location = Data,
        Tasks = Tasks is { } letters ? Learning.TaskSet(letters) : null,
        Client = Building,
        Columns = ClientColumn is { } column ? new ColumnChoice { Client = column } : null,
        OwnsAll = ClientColumn is null,
        Cache = Cache ?? Path.Combine(Folder, "cache"),
        Threads = 1,
    };

    /// <summary>A one-time token to join with; null = the device has joined before.</summary>
    public string? Token { get; init; }

    /// <summary>
    /// Memory that training may take, in bytes, at least 1; default three quarters of what this process may have.
    /// </summary>
    public long MemoryBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;

    /// <summary>Whether the network is paid for by the byte; the operators are told. Default false.</summary>
    public bool Metered { get; init; }

    /// <summary>What the device gives; default: as much as there is.</summary>
    public OwnLimits Limits { get; init; } = new();

    /// <summary>Threads to train with, at least 1; default one a core. What is trained does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
