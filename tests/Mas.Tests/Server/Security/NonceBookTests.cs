using Mas.Server.Security;

namespace Mas.Tests.Server.Security;

/// <summary>What is remembered of nonces, and how much.</summary>
public class NonceBookTests
{
    private const int Window = 120;

    [Fact]
    public void ANonceIsGoodOnceForADeviceAndAgainWhenNoSignatureCanHaveItAnyMore()
    {
        var book = new NonceBook(10, 100);

        Assert.True(book.Use("castle", "a", 0, Window));
        Assert.False(book.Use("castle", "a", Window, Window));
        Assert.True(book.Use("barn", "a", 0, Window));
        Assert.True(book.Use("castle", "a", Window + 1, Window));
    }

    [Fact]
    public void OfAFullBookItIsNotSaidThatAFreshNonceWasUsed()
    {
        var book = new NonceBook(2, 100);
        Assert.True(book.Use("castle", "a", 0, Window));
        Assert.True(book.Use("castle", "b", 10, Window));

        Assert.Null(book.Use("castle", "c", 20, Window));
        Assert.False(book.Use("castle", "a", 20, Window));
        Assert.True(book.Use("barn", "c", 20, Window));
        Assert.True(book.Use("castle", "c", Window + 1, Window));
    }

    [Fact]
    public void AllBooksTogetherHaveAnEndAndThoseOfSilentDevicesAreClosed()
    {
        var book = new NonceBook(10, 3);
        foreach (var device in (string[])["castle", "barn", "cottage"])
        {
            Assert.True(book.Use(device, "a", 0, Window));
        }

        Assert.Null(book.Use("mill", "a", 0, Window));
        Assert.Equal(3, book.Devices);
        Assert.True(book.Use("mill", "a", Window + 1, Window));
        Assert.Equal(1, book.Devices);
    }
}
