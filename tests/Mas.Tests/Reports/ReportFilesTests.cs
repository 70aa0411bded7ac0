using Mas.Federation.Runs;
using Mas.Reports;
using Mas.Reports.Views;
using Mas.Tests.Federation;
using Mas.Vision.Pictures;

namespace Mas.Tests.Reports;

public sealed class ReportFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ReportFilesTests() => SampleRun.WriteTo(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReportsOfOneRunDrawnAtOnceAreAllWhole()
    {
        using var run = RunFolder.Look(_folder.Path, TestCatalogue.Learning);
        var faults = new List<Exception>();
        var threads = Enumerable.Range(0, 4).Select(number => new Thread(() =>
        {
            try
            {
                ReportFiles.Write(run, TestCatalogue.Runs, [View(number), View(number + 1)]);
            }
            catch (Exception fault)
            {
                lock (faults)
                {
                    faults.Add(fault);
                }
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Empty(faults);
        Assert.Equal(2, ViewFiles.Read(run).Count);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public void TheClassesOfAViewAreReadAsWritten()
    {
        using var run = RunFolder.Look(_folder.Path, TestCatalogue.Learning);
        ClassColor[] classes = [new("wall", 1, 2, 255), new("\"floor\"", 0, 0, 0)];
        ReportFiles.Write(run, TestCatalogue.Runs, [View(1) with { Classes = classes }, View(2)]);

        var views = ViewFiles.Read(run);
        Assert.Equal(classes, views[0].Classes);
        Assert.Empty(views[1].Classes);
        Assert.Null(ViewFiles.Find(run, "view 1", "classes.json"));
    }

    private static ReportView View(int number) => new($"view {number}", [1], [new ReportMap("depth", [2], [3])]);
}
