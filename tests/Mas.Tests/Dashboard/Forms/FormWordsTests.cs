using Mas.Dashboard.Forms;
using Mas.Federation.Options;

namespace Mas.Tests.Dashboard.Forms;

public class FormWordsTests
{
    [Theory]
    [InlineData(
        "--merge-rounds 12 does not fit --rounds 10; it must be 1 to 9.",
        "\u201cRounds before the split\u201d 12 does not fit \u201cRounds\u201d 10; it must be 1 to 9.")]
    [InlineData("--quorum 9 is out of range.", "\u201cQuorum\u201d 9 is out of range.")]
    [InlineData("No -- option at all, nor r1--r2.", "No -- option at all, nor r1--r2.")]
    public void AFaultNamesTheFormsFields(string command, string form) => Assert.Equal(form, FormWords.Fault(command));

    [Fact]
    public void NoFaultOfARecipeSpeaksOfTheCommandLine()
    {
        var wrong = TestCatalogue.Options with
        {
            Tasks = "zz",
            Method = "none",
            Encoder = "none",
            Rounds = 0,
            MergeRounds = 0,
            Groups = -1,
            ClientsPerRound = 0,
            ImageSize = 1,
            Batch = 0,
            LearningRate = -1,
            Budget = -1,
            Quorum = 0,
        };

        Assert.All(TestCatalogue.Runs.Faults(wrong, OptionSpelling.Command), fault => Assert.DoesNotContain("--", FormWords.Fault(fault)));
    }
}
