using System.Text.Json.Serialization;

namespace Mas.Learning.Training;

/// <summary>How an affinity probe tells what a step for one task does to the loss of another.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AffinityRule>))]
public enum AffinityRule
{
    /// <summary>It takes the step and looks: a forward pass a task (TAG, Fifty et al., NeurIPS 2021).</summary>
    [JsonStringEnumMemberName("look-ahead")]
    LookAhead,

    /// <summary>
    /// It estimates the look-ahead from the gradients at hand, to the first order of the step's length: no passes.
    /// </summary>
    [JsonStringEnumMemberName("first-order")]
    FirstOrder,
}
