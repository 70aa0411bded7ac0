using System.Globalization;
using Mas.Learning.Examples;

namespace Mas.Samples.Stations;

/// <summary>A source of data: a CSV of a station, three numbers that are read, and two that are learned.</summary>
internal sealed class StationSource : IDataSource
{
    public string Name => "stations";

    public string Summary => "a CSV of weather stations";

    public IShardSet Open(DataRequest request, CancellationToken cancellation) => new Stations(request.Location, [
        .. File.ReadLines(request.Location).Skip(1).Select(line => line.Split(',')).GroupBy(cells => cells[0])
            .Where(station => request.Client is null || station.Key == request.Client)
            .OrderBy(station => station.Key, StringComparer.Ordinal).Select(station => new Station(
                station.Key, [.. station.Select(cells => cells.Skip(1).Select(Number).ToArray())]))]);

    private static float Number(string cell) => float.Parse(cell, CultureInfo.InvariantCulture);

    private sealed record Stations(string Location, IReadOnlyList<IShard> Shards) : IShardSet
    {
        public ShardsDigest Digest => ShardsDigest.Of(["stations 1"], [.. Shards.Select(shard => new ShardDigest(
            shard.Name, ((Station)shard).Rows.Length,
            ShardsDigest.Hash(((Station)shard).Rows.Select(row => string.Join(' ', row)))))]);

        public void Dispose() { }
    }
}
