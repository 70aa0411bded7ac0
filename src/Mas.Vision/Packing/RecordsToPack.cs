namespace Mas.Vision.Packing;

/// <summary>The records of one client that are wanted, from the cache or else from its files.</summary>
/// <param name="Name">The name of its file in the cache, without an ending.</param>
/// <param name="Count">How many records.</param>
/// <param name="Key">Makes the key: what the records are made from.</param>
/// <param name="Fill">
/// Makes a record; false gives up. Called on one thread at a time, with every record, so that all faults are found.
/// </param>
internal sealed record RecordsToPack(string Name, int Count, Func<byte[]> Key, Func<int, byte[], bool> Fill);
