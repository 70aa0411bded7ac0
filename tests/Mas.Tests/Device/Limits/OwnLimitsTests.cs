using Mas.Device.Limits;
using Mas.Learning.Training;

namespace Mas.Tests.Device.Limits;

public class OwnLimitsTests
{
    [Theory]
    [InlineData(1, 1, 1, null)]
    [InlineData(3, 5, 3, null)]
    [InlineData(2, 1, 1, "Its model would not be averaged with any other; this device trains among at least 2 clients")]
    [InlineData(3, 5, 2, "Its model would be averaged among 2 clients, if not more; this device trains among at least 3")]
    public void AnOrderOfTooFewClientsIsRefused(int smallest, int asked, int least, string? refusal)
    {
        var limits = new OwnLimits { SmallestCohort = smallest };

        var said = limits.Refusal(new Cohort(asked, least));

        Assert.Null(limits.Refusal(null));
        if (refusal is null)
        {
            Assert.Null(said);
        }
        else
        {
            Assert.StartsWith(refusal, said);
        }
    }
}
