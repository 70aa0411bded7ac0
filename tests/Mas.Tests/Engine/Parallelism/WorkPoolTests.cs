using Mas.Engine.Parallelism;

namespace Mas.Tests.Engine.Parallelism;

/// <summary>Every piece once, whoever comes and goes.</summary>
public class WorkPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void EveryPieceIsDoneOnceInEveryRound(int threads)
    {
        using var pool = new WorkPool(threads);
        var done = new int[7];
        for (var round = 1; round <= 2000; round++)
        {
            pool.For(done.Length, piece => Interlocked.Increment(ref done[piece]));
            Assert.All(done, count => Assert.Equal(round, count));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void WorkWithAStateOfItsOwnAllocatesNothing(int threads)
    {
        using var pool = new WorkPool(threads);
        var sums = new int[8];
        for (var round = 0; round < 3; round++)
        {
            Work(round);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            Work(round);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocated);
        Assert.All(sums, sum => Assert.Equal(4950 + 3, sum));

        void Work(int number) => pool.For(
            8, (sums, number), static (piece, state) => Interlocked.Add(ref state.sums[piece], state.number));
    }

    [Fact]
    public void WorkWithAStateMayHoldWorkWithAnother()
    {
        var sums = new int[3];
        WorkPool.Serial.For(3, (sums, factor: 2), static (piece, outer) => WorkPool.Serial.For(
            2, (outer.sums, factor: piece), static (inner, state) => state.sums[state.factor] += inner + 1));

        Assert.Equal([3, 3, 3], sums);
    }

    [Fact]
    public void SleepingHelpersAreWoken()
    {
        using var pool = new WorkPool(3);
        for (var round = 0; round < 20; round++)
        {
            // All three threads must come, or the barrier never opens; the pause is longer than helpers look out.
            using var all = new Barrier(3);
            pool.For(3, _ => all.SignalAndWait());
            using var nobody = new ManualResetEventSlim();
            nobody.Wait(millisecondsTimeout: 1);
        }
    }

    [Fact]
    public void TheFirstFailureReachesTheCallerOnceAllHaveStopped()
    {
        using var pool = new WorkPool(3);
        for (var round = 0; round < 200; round++)
        {
            var inside = 0;
            Assert.Throws<InvalidOperationException>(() => pool.For(20, piece =>
            {
                Interlocked.Increment(ref inside);
                try
                {
                    if (piece == 5)
                    {
                        throw new InvalidOperationException("piece 5");
                    }
                }
                finally
                {
                    Interlocked.Decrement(ref inside);
                }
            }));
            Assert.Equal(0, inside);
        }

        var sum = 0;
        pool.For(10, piece => Interlocked.Add(ref sum, piece));
        Assert.Equal(45, sum);
    }

    [Fact]
    public void GuestsHelpAndLeaveAtAnyMoment()
    {
        using var pool = new WorkPool(1);
        var done = new int[5];
        var stop = false;
        var guests = Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                using var leave = new CancellationTokenSource(TimeSpan.FromMilliseconds(1));
                pool.Help(leave.Token);
            }
        })).ToArray();
        foreach (var guest in guests)
        {
            guest.Start();
        }

        for (var round = 1; round <= 20_000; round++)
        {
            pool.For(done.Length, piece => Interlocked.Increment(ref done[piece]));
            if (done.Any(count => count != round))
            {
                Assert.Fail($"Round {round} ended with {string.Join(' ', done)}.");
            }
        }

        Volatile.Write(ref stop, true);
        foreach (var guest in guests)
        {
            guest.Join();
        }
    }

    [Fact]
    public void WhatHelpersUseIsCounted()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            return;
        }

        using var pool = new WorkPool(2);
        var caller = CpuClock.ThreadSeconds;
        using var both = new Barrier(2);
        pool.For(2, _ =>
        {
            both.SignalAndWait();
            for (var started = CpuClock.ThreadSeconds; CpuClock.ThreadSeconds - started < 0.02;)
            {
                Thread.SpinWait(10);
            }
        });

        Assert.InRange(CpuClock.ThreadSeconds - caller, 0.02, 0.04);
        Assert.InRange(pool.HelperSeconds, 0.02, 0.04);
    }
}
