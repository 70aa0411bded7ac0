using System.Text.Json.Serialization;

namespace Mas.Learning.Tasks;

/// <summary>
/// A <see cref="LearningTask"/> as it is written in files and orders: its objective and head by name. A reader needs a
/// catalogue that has both, but need not know the task.
/// </summary>
/// <param name="Id">The unique id: 1 to 64 lower-case letters, digits and hyphens.</param>
/// <param name="Label">The name shown to people, 1 to 64 characters.</param>
/// <param name="Mark">The unique short name, 1 to 16 letters and digits.</param>
/// <param name="Field">The field of an example that holds the target.</param>
/// <param name="Outputs">Channels of the output, 1 to 1024.</param>
/// <param name="TargetChannels">Channels of the target, 1 to 1024.</param>
/// <param name="Objective">The name of the objective.</param>
/// <param name="Head">The name of the head.</param>
public sealed record TaskDescription(
    string Id, string Label, string Mark, string Field, int Outputs, int TargetChannels, string Objective, string Head)
{
    /// <summary>The longest mark.</summary>
    public const int LongestMark = 16;

    /// <summary>The longest of the other names.</summary>
    public const int LongestName = 64;

    /// <summary>The most channels.</summary>
    public const int MostChannels = 1024;

    private static readonly IntegerRange _channels = new(1, MostChannels);

    /// <summary>The name of the metrics; null = those of the objective.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Metrics { get; init; }

    /// <summary>What is wrong with the form of the description, a sentence each; empty where nothing is.</summary>
    /// <param name="what">What the sentences call it: <c>tasks[2]</c>.</param>
    public IEnumerable<string> Faults(string what) =>
    [
        .. IsName(Id, LongestName) ? [] : Fault($"{what}.id is '{Shown(Id)}'; expected {NameRule}."),
        .. Label.Length is > 0 and <= LongestName && PlainText.Is(Label)
            ? [] : Fault($"{what}.label must have 1 to {LongestName} characters of {PlainText.Rule}."),
        .. Mark.Length is > 0 and <= LongestMark && Mark.All(char.IsAsciiLetterOrDigit)
            ? [] : Fault($"{what}.mark is '{Shown(Mark)}'; expected 1 to {LongestMark} letters and digits."),
        .. IsField(Field) ? [] : Fault($"{what}.field is '{Shown(Field)}'; expected {FieldRule}."),
        .. _channels.Contains(Outputs) ? [] : Fault($"{what}.outputs is {Outputs}; expected {_channels.Expected}."),
        .. _channels.Contains(TargetChannels)
            ? [] : Fault($"{what}.targetChannels is {TargetChannels}; expected {_channels.Expected}."),
        .. IsName(Objective, LongestName)
            ? [] : Fault($"{what}.objective is '{Shown(Objective)}'; expected {NameRule}."),
        .. IsName(Head, LongestName) ? [] : Fault($"{what}.head is '{Shown(Head)}'; expected {NameRule}."),
        .. Metrics is null || IsName(Metrics, LongestName)
            ? [] : Fault($"{what}.metrics is '{Shown(Metrics)}'; expected {NameRule}."),
    ];

    /// <summary>What <see cref="IsField"/> takes, in words.</summary>
    public static string FieldRule => $"1 to {LongestName} letters, digits, _ and -";

    /// <summary>Whether a text can name a field.</summary>
    public static bool IsField(string? name) => name is { Length: > 0 and <= LongestName }
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    private static string NameRule => $"1 to {LongestName} lower-case letters, digits and hyphens";

    private static bool IsName(string name, int longest) => name.Length > 0 && name.Length <= longest
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    private static string Shown(string name) => PlainText.Of(string.Concat(name.Take(LongestName)));

    private static string[] Fault(string sentence) => [sentence];
}
