using System.Collections.Concurrent;
using Mas.Learning.Files;
using Mas.Tests.Federation;

namespace Mas.Tests.Learning.Files;

public sealed class NewFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OfManyThatWantOneNameOneHasIt()
    {
        using var together = new Barrier(6);
        var made = new int[6];
        var threads = Enumerable.Range(0, made.Length).Select(number => new Thread(() =>
        {
            if (NewFolder.TryCreate(_folder["new"], partial =>
            {
                File.WriteAllText(Path.Combine(partial, "who"), $"{number}");
                together.SignalAndWait();
            }))
            {
                made[number] = 1;
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal(1, made.Sum());
        Assert.Equal($"{Array.IndexOf(made, 1)}", File.ReadAllText(_folder["new/who"]));
        Assert.Equal([_folder["new"]], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void ManyMadeAtOnceSweepNoneOfEachOther()
    {
        const int Makers = 8, Each = 50;
        var faults = new ConcurrentBag<Exception>();
        var threads = Enumerable.Range(0, Makers).Select(maker => new Thread(() =>
        {
            for (var index = 0; index < Each; index++)
            {
                try
                {
                    NewFolder.TryCreate(
                        _folder[$"{maker}-{index}"], partial => File.WriteAllText(Path.Combine(partial, "who"), $"{maker}"));
                }
                catch (IOException fault)
                {
                    faults.Add(fault);
                }
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Empty(faults);
        var made = Directory.GetFileSystemEntries(_folder.Path);
        Assert.Equal(Makers * Each, made.Length);
        Assert.All(made, folder => Assert.Equal(
            Path.GetFileName(folder).Split('-')[0], File.ReadAllText(Path.Combine(folder, "who"))));
    }

    [Fact]
    public void WhatAKilledProcessLeftIsSweptAndNothingElse()
    {
        _folder.Write("killed.0123.partial/.mas-partial", "");
        _folder.Write("killed.0123.partial/run.json", "{}");
        _folder.Write("of-a-person.partial/notes", "");

        NewFolder.TryCreate(_folder["new"], _ => NewFolder.TryCreate(_folder["second"], _ => { }));

        Assert.Equal(
            [_folder["new"], _folder["of-a-person.partial"], _folder["second"]],
            Directory.GetFileSystemEntries(_folder.Path).Order());
        Assert.Empty(Directory.GetFileSystemEntries(_folder["new"]));
    }

    [Fact]
    public void WhatCannotBeFilledIsNotThere()
    {
        var failed = Assert.Throws<IOException>(() => NewFolder.TryCreate(_folder["new"], partial =>
        {
            File.WriteAllText(Path.Combine(partial, "half"), "");
            throw new IOException("No space left on device");
        }));

        Assert.Equal($"{_folder["new"]} cannot be created: No space left on device", failed.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }
}
