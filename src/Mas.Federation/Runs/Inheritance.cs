using System.Text.Json.Serialization;

namespace Mas.Federation.Runs;

/// <summary>What a group of tasks takes over from the stage it continues.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Inheritance>))]
public enum Inheritance
{
    /// <summary>The encoder and the group's own decoders.</summary>
    [JsonStringEnumMemberName("all")]
    All,

    /// <summary>The encoder; decoders start from the seed.</summary>
    [JsonStringEnumMemberName("encoder")]
    Encoder,

    /// <summary>Nothing: the group starts from the seed.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}
