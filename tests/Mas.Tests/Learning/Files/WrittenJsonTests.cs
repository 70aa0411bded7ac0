using System.Text;
using Mas.Learning;
using Mas.Learning.Files;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Learning.Files;

public class WrittenJsonTests
{
    [Fact]
    public void EveryFaultOfAFileIsToldAtOnceByThePathOfItsKey()
    {
        var refused = Assert.Throws<InputException>(() => Read(
            """
            {
              "normalization": {},
              "name": 5,
              "split": { "testFraction": "a lot", "buildings": { "house": { "tset": [], "validation": ["x", 2] } } },
              "name": "again"
            }
            """));

        Assert.Equal(
            [
                "f.json: name is listed more than once.",
                "f.json: normalization is unknown; did you mean normalisation?",
                "f.json: name is 5; expected text.",
                "f.json: split.testFraction is \"a lot\"; expected a number.",
                "f.json: split.buildings.house.tset is unknown; did you mean test?",
                "f.json: split.buildings.house.validation[1] is 2; expected text.",
            ],
            refused.Message.Split(Environment.NewLine));
    }

    [Fact]
    public void WhereNoKeyIsLikeItAllAreNamed() => Assert.Equal(
        "f.json: split.buildings.house.colour is unknown; expected one of validation, test.",
        Assert.Throws<InputException>(
            () => Read("""{ "split": { "buildings": { "house": { "colour": 1 } } } }""")).Message);

    [Fact]
    public void PeopleMayWriteCommentsAndACommaTooManyAndAByteOrderMark() => Assert.Equal(
        "a", Read("\uFEFF{ // what it is\n \"name\": \"a\", /* no more */ }").Name);

    [Fact]
    public void AFaultOfTheTextIsToldWithItsLine() => Assert.StartsWith(
        "f.json is not the expected JSON, line 2: ",
        Assert.Throws<InputException>(() => Read("{\n,}")).Message);

    [Fact]
    public void AnEmptyFileIsSaidToBeEmpty() => Assert.Equal(
        "f.json is empty; expected an object, {...}.", Assert.Throws<InputException>(() => Read("")).Message);

    [Fact]
    public void DefaultsStandInForWhatIsMissingInsideToo()
    {
        var defaults = new DatasetDescription { Name = "a", Split = new SplitRule(0.2, 0.3) };

        var read = WrittenJson.Read(
            Content("""{ "split": { "testFraction": 0.4 } }"""), "f.json", DatasetJson.Default.DatasetDescription,
            defaults: defaults);

        Assert.Equal(("a", 0.2, 0.4), (read.Name, read.Split.ValidationFraction, read.Split.TestFraction));
    }

    [Fact]
    public void ANameThatFitsNoSentenceIsCut()
    {
        var refused = Assert.Throws<InputException>(() => Read($$"""{ "a\n{{new string('b', 1000)}}": 1 }"""));

        Assert.StartsWith("f.json: a\\u000Abbb", refused.Message);
        Assert.InRange(refused.Message.Length, 1, 200);
    }

    [Fact]
    public void TextThatIsNotUtf8IsRefusedInWords()
    {
        byte[] text = [.. "{ \"na"u8, 0xBC, .. "me\": 1 }"u8];

        var refused = Assert.Throws<InputException>(() => WrittenJson.Read(
            new MemoryStream(text), "f.json", DatasetJson.Default.DatasetDescription));

        Assert.Equal("f.json has text that is not UTF-8; save it as UTF-8.", refused.Message);
    }

    private static DatasetDescription Read(string text) =>
        WrittenJson.Read(Content(text), "f.json", DatasetJson.Default.DatasetDescription);

    private static MemoryStream Content(string text) => new(Encoding.UTF8.GetBytes(text));
}
