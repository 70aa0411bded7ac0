using Mas.Learning;
using Mas.Learning.Catalogues;
using Mas.Learning.Tasks;

namespace Mas.Reports.Words;

/// <summary>Tasks and groups in words.</summary>
public static class TaskWords
{
    /// <summary>A task's name; a letter that no task has stands for itself.</summary>
    public static string Name(string letter) => Find(letter)?.Label ?? letter;

    /// <summary>A group's tasks by name, joined as in a sentence.</summary>
    public static string Names(IEnumerable<string> letters) => WordList.Of([.. letters.Select(Name)]);

    /// <summary>The color of a task in every chart: its place among all tasks.</summary>
    public static int Color(string letter) =>
        Math.Max(LearningCatalogue.Standard.Tasks.ToList().FindIndex(task => letter == task.Mark), 0);

    /// <summary>A count and its noun, small counts spelled out.</summary>
    public static string Count(int count, string noun) => Plural.InWords(count, noun);

    /// <summary>How a task's loss is measured, in words.</summary>
    public static string Measure(string letter) => Find(letter)?.Objective.Words ?? "";

    /// <summary>Where labels come from, by task letter: <c>s from human, d from lidar</c>.</summary>
    public static string Labels(IReadOnlyDictionary<string, string> sources) => string.Join(
        ", ", sources.OrderBy(each => Color(each.Key)).Select(each => $"{each.Key} from {each.Value}"));

    private static LearningTask? Find(string letter) => LearningCatalogue.Standard.Find(letter);
}
