using Mas.Learning;
using Mas.Learning.Files;
using Mas.Tests.Federation;

namespace Mas.Tests.Learning.Files;

public class NamedFolderTests
{
    [Fact]
    public void WhereThereCanBeNoFolderTheNameIsTheFault()
    {
        using var temporary = new TemporaryFolder();
        var file = temporary["file"];
        File.WriteAllText(file, "");
        var below = Path.Combine(file, "folder");

        foreach (var alone in new[] { false, true })
        {
            var fault = Assert.Throws<InputException>(() => NamedFolder.Create("The device's folder", below, alone));
            Assert.StartsWith($"The device's folder {below} cannot be created: ", fault.Message);
            Assert.Throws<InputException>(() => NamedFolder.Create("The folder", file, alone));
        }
    }

    [Fact]
    public void OneThatIsThereIsKept()
    {
        using var temporary = new TemporaryFolder();
        File.WriteAllText(temporary["file"], "");

        NamedFolder.Create("The folder", temporary.Path);

        Assert.True(File.Exists(temporary["file"]));
    }

    [Fact]
    public void ANewFolderWhereThereCanBeNoneIsAFaultToo()
    {
        using var temporary = new TemporaryFolder();
        File.WriteAllText(temporary["file"], "");

        Assert.Throws<InputException>(() => NewFolder.TryCreate(Path.Combine(temporary["file"], "new"), _ => { }));
    }
}
