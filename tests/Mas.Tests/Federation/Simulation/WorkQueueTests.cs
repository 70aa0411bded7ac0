using System.Collections.Concurrent;
using Mas.Engine.Parallelism;
using Mas.Federation.Simulation;

namespace Mas.Tests.Federation.Simulation;

/// <summary>Who does what, and who helps whom.</summary>
public class WorkQueueTests
{
    [Fact]
    public async Task OfWaitingWorkTheLargestIsTakenFirstAndEqualInTheOrderAdded()
    {
        using var queue = new WorkQueue(threads: 1, takers: 1, TestCatalogue.Learning);
        using var open = new ManualResetEventSlim();
        var taken = new List<string>();
        var first = queue.Add(1, _ =>
        {
            open.Wait();
            return 0;
        });
        var others = new[] { ("small", 2L), ("large", 9L), ("also large", 9L), ("middle", 5L) }.Select(
            work => queue.Add(work.Item2, _ =>
            {
                taken.Add(work.Item1);
                return work.Item1;
            })).ToArray();
        open.Set();

        Assert.Equal(["small", "large", "also large", "middle"], await Task.WhenAll(others));
        Assert.Equal(["large", "also large", "middle", "small"], taken);
        await first;
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    public async Task ThreadsWithoutWorkHelpTheOneThatHasSome(int threads, int takers)
    {
        using var queue = new WorkQueue(threads, takers, TestCatalogue.Learning);
        for (var round = 0; round < 3; round++)
        {
            var (seconds, came) = await queue.Add(1, bench =>
            {
                var came = new ConcurrentDictionary<int, double>();
                var started = bench.CpuSeconds;
                for (var attempt = 0; attempt < 100_000 && came.Count < threads; attempt++)
                {
                    bench.Tape().Workers.For(threads, _ =>
                    {
                        var since = CpuClock.ThreadSeconds;
                        while (CpuClock.ThreadSeconds - since < 1e-4)
                        {
                            Thread.SpinWait(10);
                        }

                        came.TryAdd(Environment.CurrentManagedThreadId, CpuClock.ThreadSeconds - since);
                    });
                }

                return (bench.CpuSeconds - started, came);
            });

            Assert.Equal(threads, came.Count);
            if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
            {
                Assert.True(seconds >= came.Values.Sum(), $"{came.Values.Sum()} s of work were counted as {seconds} s.");
            }
        }
    }

    [Fact]
    public async Task HelpersLeaveForWorkOfTheirOwn()
    {
        using var queue = new WorkQueue(threads: 2, takers: 2, TestCatalogue.Learning);
        using var both = new Barrier(2);

        // Each waits for the other: both run at once, though the second thread may have begun by helping the first.
        var works = Enumerable.Range(0, 2).Select(number => queue.Add(1, bench =>
        {
            bench.Tape().Workers.For(10, _ => Thread.Yield());
            both.SignalAndWait();
            return number;
        }));

        var done = await Task.WhenAll(works);
        Assert.Equal([0, 1], done);
    }

    [Fact]
    public async Task EverythingAddedIsDoneOnceWhoeverComesAndGoes()
    {
        var queue = new WorkQueue(threads: 4, takers: 3, TestCatalogue.Learning);
        var works = Enumerable.Range(0, 300).Select(number => queue.Add(number % 7, bench =>
        {
            var sum = 0;
            for (var round = 0; round < 20; round++)
            {
                bench.Tape().Workers.For(5, piece => Interlocked.Add(ref sum, piece));
            }

            return sum + number;
        })).ToArray();
        queue.Dispose();

        var done = await Task.WhenAll(works);
        Assert.Equal(Enumerable.Range(200, 300), done);
    }
}
