using System.Text.Json.Serialization;

namespace Mas.Cli.Verbs;

/// <summary>What a run is doing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunState>))]
internal enum RunState
{
    /// <summary>It stopped before its end; it can be resumed.</summary>
    [JsonStringEnumMemberName("interrupted")]
    Interrupted,

    /// <summary>A process works on it.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>It has come to its end.</summary>
    [JsonStringEnumMemberName("finished")]
    Finished,
}
