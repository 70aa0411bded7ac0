namespace Mas.Server.Storage;

/// <summary>The numbers of submissions and runs: each is given once, whatever is removed.</summary>
internal static class Counters
{
    private const string Submissions = "submissions";
    private const string Runs = "runs";

    /// <summary>The number of the next submission.</summary>
    internal static int NextSubmission(FleetDatabase database) => HighestSubmission(database) + 1;

    /// <summary>The number of the next run.</summary>
    internal static int NextRun(FleetDatabase database) => HighestRun(database) + 1;

    /// <summary>Keeps the highest numbers, before rows are removed.</summary>
    internal static void Keep(FleetDatabase database)
    {
        Set(database, Submissions, HighestSubmission(database));
        Set(database, Runs, HighestRun(database));
        database.SaveChanges();
    }

    private static int HighestSubmission(FleetDatabase database) =>
        Math.Max(Last(database, Submissions), database.Submissions.Max(row => (int?)row.Number) ?? 0);

    private static int HighestRun(FleetDatabase database) =>
        Math.Max(Last(database, Runs), database.Runs.Max(row => (int?)row.Number) ?? 0);

    private static int Last(FleetDatabase database, string name) =>
        database.Counters.Where(row => row.Name == name).Select(row => (int?)row.Last).SingleOrDefault() ?? 0;

    private static void Set(FleetDatabase database, string name, int last)
    {
        if (database.Counters.SingleOrDefault(row => row.Name == name) is { } known)
        {
            known.Last = last;
        }
        else
        {
            database.Counters.Add(new CounterRow { Name = name, Last = last });
        }
    }
}
