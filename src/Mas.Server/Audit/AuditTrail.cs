using System.Data.Common;
using System.Globalization;
using Mas.Learning;
using Mas.Server.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Mas.Server.Audit;

/// <summary>
/// The audit trail: who did what, when and from where, in the database, each entry bound to the one before it by its
/// hash. Entries are only ever added, one after another, by one writer at a time however many processes there are.
/// Thread-safe.
/// </summary>
/// <param name="store">Where it lies.</param>
/// <param name="directory">The fleet's folder.</param>
/// <param name="time">The clock.</param>
internal sealed class AuditTrail(FleetStore store, string directory, TimeProvider time)
{
    private const int Page = 1000;
    private const int MostTries = 20;
    private const int UniqueInSqlite = 19;

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Sees to it that the trail can be written to.</summary>
    /// <exception cref="InputException">It belongs to another user.</exception>
    internal async Task CheckWriting()
    {
        try
        {
            using var head = await AuditHead.Hold(directory, time);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw FleetStore.Unwritable(directory, fault);
        }
    }

    /// <summary>
    /// Works with the database, and writes an entry about it in the same transaction: both are there, or neither.
    /// </summary>
    /// <param name="work">What to do; done twice, it does no more than done once.</param>
    /// <param name="note">What the trail says of the result; null = nothing.</param>
    /// <exception cref="IOException">The database stays away.</exception>
    internal async Task<T> Do<T>(Func<FleetDatabase, T> work, Func<T, AuditNote?> note)
    {
        await _turn.WaitAsync();
        try
        {
            using var head = await AuditHead.Hold(directory, time);
            for (var tries = 1; ; tries++)
            {
                try
                {
                    var (result, last) = await store.Do(database =>
                    {
                        var result = work(database);
                        return (result, note(result) is { } said ? Add(database, head, said) : null);
                    });
                    if (last is not null)
                    {
                        head.Write(last);
                    }

                    return result;
                }
                catch (DbUpdateException fork) when (tries < MostTries && IsFork(fork))
                {
                    // A writer with another folder and the same database was faster: after its entry, then.
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Writes an entry.</summary>
    /// <exception cref="IOException">The database stays away.</exception>
    internal Task Write(AuditNote note) => Do(_ => note, said => said);

    /// <summary>Reads the whole trail, and looks whether it hangs together.</summary>
    /// <param name="since">From when on entries are wanted; all of them are looked at.</param>
    /// <param name="each">Gets each that is wanted, in their order.</param>
    /// <returns>What is wrong with the first entry that is not as it was written, a sentence; null = nothing.</returns>
    internal async Task<string?> Read(DateTimeOffset since, Action<AuditRow> each)
    {
        var (first, last) = (since.ToUnixTimeMilliseconds(), (AuditRow?)null);
        string? fault = null;
        using var head = await AuditHead.Hold(directory, time);
        while (true)
        {
            var from = last?.Number ?? long.MinValue;
            var page = await store.Read(database => database.Audit.AsNoTracking()
                .Where(row => row.Number > from).OrderBy(row => row.Number).Take(Page).ToList());
            foreach (var row in page)
            {
                fault ??= AuditChain.Fault(last, row) ?? Gap(row, first) ?? Other(head, row);
                if (row.Time >= first)
                {
                    each(row);
                }

                last = row;
            }

            if (page.Count < Page)
            {
                return fault ?? End(head, last);
            }
        }
    }

    private static bool IsFork(DbUpdateException fault) => fault.InnerException
        is SqliteException { SqliteErrorCode: UniqueInSqlite }
        or DbException { SqlState: PostgresErrorCodes.UniqueViolation };

    private static string? Gap(AuditRow row, long first) =>
        row.Time >= first && row.Deed == AuditWords.Of(AuditDeed.Gap)
            ? Sentence($"Entry {row.Number}: {row.Outcome}") : null;

    private static string? Other(AuditHead head, AuditRow row) => row.Number == head.Number && row.Hash != head.Hash
        ? Sentence($"Entry {row.Number} was replaced: {AuditHead.FileName} has another hash of it.") : null;

    /// <summary>
    /// What is wrong with the end of the trail, by the file that knows the last entry; null = nothing.
    /// </summary>
    private static string? End(AuditHead head, AuditRow? last)
    {
        var number = last?.Number ?? 0;
        if (head.Number > number)
        {
            return Sentence($"Entry {number + 1} is missing: {AuditHead.FileName} knows of {head.Number}.");
        }
        // A writer killed after the very first entry had not written its number down.
        return head.Number == 0 && (number > 1 || head.IsThere)
            ? $"{AuditHead.FileName} is missing or damaged, so that entries may be missing at the end." : null;
    }

    private static string Sentence(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);

    private AuditRow Add(FleetDatabase database, AuditHead head, AuditNote note)
    {
        var last = database.Audit.AsNoTracking().OrderByDescending(row => row.Number).FirstOrDefault();
        var known = last?.Number == head.Number
            ? last : database.Audit.AsNoTracking().SingleOrDefault(row => row.Number == head.Number);
        var fault = End(head, last) ?? (known is null ? null : Other(head, known));
        if (fault is not null)
        {
            // Not to be hidden by what comes after it.
            last = AuditChain.Next(last, time.GetUtcNow(), new AuditNote(AuditDeed.Gap, "", "", "", fault));
            database.Audit.Add(last);
        }

        var row = AuditChain.Next(last, time.GetUtcNow(), note);
        database.Audit.Add(row);
        database.SaveChanges();
        return row;
    }
}
