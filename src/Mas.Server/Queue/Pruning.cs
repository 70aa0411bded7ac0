using Mas.Learning;
using Mas.Server.Audit;
using Mas.Server.Policy;
using Mas.Server.Security;
using Mas.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mas.Server.Queue;

/// <summary>
/// Removes what has ended long ago: runs with their folders, submissions and orders, submissions that no run began
/// with, and tokens that have expired. Never a run that has not ended, nor one whose folder another process holds;
/// numbers are not given again. A server may serve meanwhile.
/// </summary>
/// <param name="store">Where the rows lie.</param>
/// <param name="trail">Is told what was removed.</param>
/// <param name="directory">The fleet's folder.</param>
/// <param name="time">The clock.</param>
internal sealed class Pruning(FleetStore store, AuditTrail trail, string directory, TimeProvider time)
{
    private const string Removed = ".removed-";

    private readonly string _runs = Path.Combine(directory, Fleet.RunsFolder);

    /// <summary>Tells what is older than it is kept, and removes nothing.</summary>
    /// <param name="keep">How long ended runs are kept.</param>
    /// <exception cref="IOException">The database stays away.</exception>
    internal async Task<Pruned> Look(Retention keep)
    {
        var found = await store.Read(database => Find(database, keep, time.GetUtcNow()));
        string[] kept = [.. found.Runs.Where(run => IsHeld(Folder(run)))];
        return found.Without(kept, found.Tokens);
    }

    /// <summary>Removes what is older than it is kept.</summary>
    /// <param name="keep">How long ended runs are kept.</param>
    /// <param name="note">What the audit trail says, by what was removed.</param>
    /// <exception cref="IOException">The database stays away, or a folder cannot be removed.</exception>
    internal async Task<Pruned> Run(Retention keep, Func<Pruned, AuditNote> note)
    {
        var now = time.GetUtcNow();
        var found = await store.Read(database => Find(database, keep, now));

        // First a folder loses its name, then its rows, then its files: cut short anywhere, the next time goes on.
        string[] kept = [.. found.Runs.Where(run => IsHeld(Folder(run)) || !HasLostItsName(run))];
        var (pruned, orders) = await trail.Do(
            database => Forget(database, found, kept, now), gone => gone.Pruned.IsNothing ? null : note(gone.Pruned));
        foreach (var order in orders)
        {
            store.Models.DeleteWeights(order);
        }

        if (Directory.Exists(_runs))
        {
            foreach (var folder in Directory.EnumerateDirectories(_runs, $"{Removed}*"))
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return pruned;
    }

    private static Found Find(FleetDatabase database, Retention keep, DateTimeOffset now)
    {
        var (runs, submissions, seconds) = (Before(keep.Runs), Before(keep.Submissions), now.ToUnixTimeSeconds());
        List<string> ended =
        [
            .. database.Runs.Where(run => run.EndedAt != null && run.EndedAt < runs).OrderBy(run => run.Number)
                .Select(run => run.Id),
        ];
        return new Found(
            ended,
            [
                .. database.Submissions.Where(row => row.Run != null && ended.Contains(row.Run))
                    .OrderBy(row => row.Number).Select(row => new { row.Run, row.Id }).AsEnumerable()
                    .Select(row => (row.Run!, row.Id)),
            ],
            [
                .. database.Submissions
                    .Where(row => row.Run == null && row.Outcome != null && row.SubmittedAt < submissions)
                    .OrderBy(row => row.Number).Select(row => row.Id),
            ],
            database.Tokens.Count(token => token.ExpiresAt < seconds));

        long Before(TimeSpan? kept) => kept is { } span ? (now - span).ToUnixTimeMilliseconds() : long.MinValue;
    }

    private static (Pruned Pruned, IReadOnlyList<string> Orders) Forget(
        FleetDatabase database, Found found, IReadOnlyList<string> kept, DateTimeOffset now)
    {
        var pruned = found.Without(kept, JoinTokens.Prune(database, now));
        var (runs, submissions) = (pruned.Runs, pruned.Submissions);
        string[] orders = [.. database.Orders.Where(order => runs.Contains(order.Run)).Select(order => order.Id)];
        Counters.Keep(database);
        database.Orders.Where(order => runs.Contains(order.Run)).ExecuteDelete();
        database.Participants.Where(row => runs.Contains(row.Run)).ExecuteDelete();
        database.Submissions.Where(row => submissions.Contains(row.Id)).ExecuteDelete();
        database.Runs.Where(run => runs.Contains(run.Id)).ExecuteDelete();
        return (pruned, orders);
    }

    private string Folder(string run) => Path.Combine(_runs, run);

    /// <summary>Whether another process holds a run's folder, such as <c>mas resume</c>.</summary>
    private static bool IsHeld(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return false;
        }

        try
        {
            FolderLock.Hold(folder).Dispose();
            return false;
        }
        catch (InputException)
        {
            return true;
        }
    }

    private bool HasLostItsName(string run)
    {
        try
        {
            if (Directory.Exists(Folder(run)))
            {
                Directory.Move(Folder(run), Path.Combine(_runs, $"{Removed}{run}-{Guid.NewGuid():n}"));
            }

            return true;
        }
        catch (Exception used) when (used is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>What is older than it is kept: runs, their submissions, submissions without one, tokens.</summary>
    private sealed record Found(
        IReadOnlyList<string> Runs, IReadOnlyList<(string Run, string Id)> Members, IReadOnlyList<string> Submissions,
        int Tokens)
    {
        internal Pruned Without(IReadOnlyList<string> kept, int tokens) => new(
            [.. Runs.Except(kept)],
            [.. Submissions, .. Members.Where(each => !kept.Contains(each.Run)).Select(each => each.Id)], tokens, kept);
    }
}
