using System.Text.Json.Serialization;

namespace Mas.Learning.Examples;

/// <summary>
/// Which columns a source of rows reads, written as on the command line (<c>docs/reference/tables.md</c>), in memory and
/// over a wire. A source whose data have no columns reads none of it.
/// </summary>
public sealed record ColumnChoice
{
    /// <summary>The column whose values are the clients; null (default) = none is named.</summary>
    [JsonRequired]
    public string? Client { get; init; }

    /// <summary>The columns to predict: <c>PM2.5:regression:log,Rain:class</c>; null (default) = none is named.</summary>
    [JsonRequired]
    public string? Targets { get; init; }

    /// <summary>The columns to predict from: <c>TEMP,wd:category</c>; null (default) = all others.</summary>
    [JsonRequired]
    public string? Features { get; init; }

    /// <summary>How rows are split: <c>row</c>, <c>group:patient</c>, <c>week</c>; null (default) = by row.</summary>
    [JsonRequired]
    public string? SplitBy { get; init; }
}
