using System.Text.Json.Serialization;

namespace Mas.Federation.Grouping;

/// <summary>Which partition of the tasks is taken, by how they help each other.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PartitionChoice>))]
public enum PartitionChoice
{
    /// <summary>The one in which tasks help their group mates most.</summary>
    [JsonStringEnumMemberName("best")]
    Best,

    /// <summary>The one in which they do least, for comparison.</summary>
    [JsonStringEnumMemberName("worst")]
    Worst,

    /// <summary>One drawn by the seed, for comparison.</summary>
    [JsonStringEnumMemberName("random")]
    Random,
}
