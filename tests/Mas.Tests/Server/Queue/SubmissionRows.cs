using Mas.Federation.Runs;
using Mas.Server.Queue;
using Mas.Server.Storage;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Queue;

/// <summary>Submissions as the database has them.</summary>
internal static class SubmissionRows
{
    internal static SubmissionRow Of(
        int number, string tasks, int second = 0, int priority = 10, RecipeDocument? recipe = null,
        double? budget = null) => new()
        {
            Id = $"t{number}",
            Number = number,
            Tasks = tasks,
            Priority = priority,
            Deadline = null,
            Budget = budget,
            Wanted = null,
            Labels = null,
            Hold = false,
            Recipe = Recipes.Complete(recipe, new RunOptions()).ToBytes(),
            By = "ann",
            SubmittedAt = second * 1000L,
        };
}
