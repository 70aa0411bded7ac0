using Mas.Learning.Files;

namespace Mas.Tests.Learning.Files;

public class UserCacheTests
{
    [Theory]
    [InlineData("/cache", "/cache/mas")]
    [InlineData(null, "/home/ann/.cache/mas")]
    [InlineData("", "/home/ann/.cache/mas")]
    [InlineData("relative", "/home/ann/.cache/mas")]
    public void ItLiesWhereThePlatformKeepsWhatCanBeMadeAgain(string? xdgCacheHome, string expected)
    {
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal(expected, UserCache.Of(xdgCacheHome, "/home/ann"));
        }
    }
}
