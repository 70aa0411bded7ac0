using Mas.Server.Audit;
using Mas.Server.Storage;

namespace Mas.Tests.Server.Audit;

public class AuditChainTests
{
    private static readonly DateTimeOffset Then = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void AnUntouchedTrailHasNoFault()
    {
        var trail = Trail(5);

        Assert.Equal([1, 2, 3, 4, 5], trail.Select(row => row.Number));
        Assert.Equal(AuditChain.Root, trail[0].Previous);
        Assert.Null(Fault(trail));
    }

    [Fact]
    public void AnEntryThatWasChangedIsNamed()
    {
        foreach (var change in new Func<AuditRow, AuditRow>[]
        {
            row => With(row, who: "bob"), row => With(row, time: row.Time + 1), row => With(row, address: "192.0.2.9"),
            row => With(row, deed: "approve"), row => With(row, subject: "t9"),
            row => With(row, outcome: "refused: no"),
        })
        {
            var trail = Trail(5);
            trail[2] = change(trail[2]);

            Assert.Equal("Entry 3 was changed: its hash does not fit what it says.", Fault(trail));
        }
    }

    [Fact]
    public void AnEntryThatWasRemovedOrReplacedIsNamed()
    {
        var removed = Trail(5);
        removed.RemoveAt(2);
        Assert.Equal("Entry 3 is missing: the next one has the number 4.", Fault(removed));

        var replaced = Trail(5);
        replaced[2] = AuditChain.Next(replaced[1], Then, new AuditNote(AuditDeed.Submit, "bob", "192.0.2.1", "t3"));
        Assert.Equal("Entry 4 does not follow the entry before it: one of the two was replaced.", Fault(replaced));
    }

    [Fact]
    public void FieldsCannotLendEachOtherLetters()
    {
        var first = AuditChain.Next(null, Then, new AuditNote(AuditDeed.Submit, "ann", "b", "c"));
        var second = AuditChain.Next(null, Then, new AuditNote(AuditDeed.Submit, "annb", "", "c"));

        Assert.NotEqual(first.Hash, second.Hash);
    }

    [Fact]
    public void WhatStrangersSayIsOneLineAndHasAnEnd()
    {
        var note = new AuditNote(
            AuditDeed.Join, "a\nb\u001b[2J\u202e", "x", string.Concat(Enumerable.Repeat("\U0001F600", 500)),
            "No.\r\nNo.");

        Assert.Equal("a\ufffdb\ufffd[2J\ufffd", note.Who);
        Assert.Equal(AuditNote.Longest, note.Subject.Length);
        Assert.Equal("refused: No.\ufffd\ufffdNo.", note.Outcome);
    }

    [Fact]
    public void EveryDeedHasAWordOfItsOwn()
    {
        var words = Enum.GetValues<AuditDeed>().Select(AuditWords.Of).ToArray();

        Assert.Equal(words.Length, words.Distinct().Count());
        Assert.Equal(("sign-in", "make-key", "gap"), (words[0], AuditWords.Of(AuditDeed.MakeKey), words[^1]));
    }

    private static List<AuditRow> Trail(int count)
    {
        var trail = new List<AuditRow>();
        for (var index = 1; index <= count; index++)
        {
            trail.Add(AuditChain.Next(
                trail.LastOrDefault(), Then, new AuditNote(AuditDeed.Submit, "ann", "192.0.2.1", $"t{index}")));
        }

        return trail;
    }

    private static string? Fault(IReadOnlyList<AuditRow> trail) =>
        trail.Select((row, index) => AuditChain.Fault(index == 0 ? null : trail[index - 1], row))
            .FirstOrDefault(fault => fault is not null);

    private static AuditRow With(
        AuditRow row, string? who = null, long? time = null, string? address = null, string? deed = null,
        string? subject = null, string? outcome = null) => new()
        {
            Number = row.Number,
            Time = time ?? row.Time,
            Who = who ?? row.Who,
            Address = address ?? row.Address,
            Deed = deed ?? row.Deed,
            Subject = subject ?? row.Subject,
            Outcome = outcome ?? row.Outcome,
            Previous = row.Previous,
            Hash = row.Hash,
        };
}
