using System.Text.Json.Nodes;
using Mas.Server.Queue;
using Mas.Server.Storage;

namespace Mas.Tests.Server.Queue;

/// <summary>Submissions as the database has them.</summary>
internal static class SubmissionRows
{
    internal static SubmissionRow Of(
        int number, string tasks, int second = 0, int priority = 10, JsonObject? recipe = null,
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
            Recipe = Recipes.Bytes(Recipes.Complete(recipe, TestCatalogue.Options)),
            By = "ann",
            SubmittedAt = second * 1000L,
        };
}
