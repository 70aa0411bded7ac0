namespace Mas.Tests.House;

/// <summary>A page of the docs that is written from the code, and compared with it.</summary>
internal static class WrittenPage
{
    /// <summary>Compares the page with what it should be; with MAS_WRITE_DOCS set, writes it first.</summary>
    /// <param name="path">The page, from the root of the repository.</param>
    /// <param name="content">What it should be.</param>
    internal static void Check(string path, string content)
    {
        var file = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable("MAS_WRITE_DOCS") is not null)
        {
            File.WriteAllText(file, content);
        }

        Assert.Equal(content, File.ReadAllText(file));
    }
}
