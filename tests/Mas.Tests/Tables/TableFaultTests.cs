using Mas.Learning;
using Mas.Learning.Columns;
using Mas.Tables;
using Mas.Tables.Splits;
using Mas.Tests.Federation;

namespace Mas.Tests.Tables;

/// <summary>What is wrong with a table or with what is asked of it, a sentence each.</summary>
public sealed class TableFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AColumnThatIsMissingIsNamedWithTheNearest() => Fails(
        """
        FILE: the client column is 'sation'; expected one of the table's columns, such as 'station'.
        FILE: the target column is 'Levels'; expected one of the table's columns, such as 'level'.
        FILE: the feature column is 'winds'; expected one of the table's columns, such as 'wind'.
        """,
        options => options with
        {
            Client = "sation",
            Targets = TableTarget.Parse("targets", "Levels:regression"),
            Features = TableFeature.Parse("x,winds"),
        });

    [Fact]
    public void AClientOrTargetIsNoFeature() => Fails(
        """
        FILE: the column 'station' is the client; it cannot be a target.
        FILE: the column 'level' is a target; it cannot be a feature.
        """,
        options => options with
        {
            Targets = TableTarget.Parse("targets", "level:regression,station:class"),
            Features = TableFeature.Parse("x,level"),
        });

    [Fact]
    public void ATableOfOneClientIsNamed() => Fails(
        "FILE: the client column 'station' is 's0' in every row; expected the names of two or more clients.",
        options => options, SmallTable.Lines(1, 40));

    [Fact]
    public void ARowWithoutAClientIsNamed() => Fails(
        "FILE, row 41, column 'station' is ''; expected the name of a client.",
        options => options, [.. SmallTable.Lines(1, 40), ",2024-01-01,1,west,2,yes"]);

    [Fact]
    public void TextInATargetOfNumbersIsNamed() => Fails(
        "FILE, row 1, column 'alarm' is 'yes'; expected a number.",
        options => options with { Targets = TableTarget.Parse("targets", "alarm:regression") });

    [Fact]
    public void ConstantTargetsAreNamed() => Fails(
        """
        FILE: the target 'level' is constant in the training rows; expected different numbers.
        FILE: the target 'alarm' is 'yes' in every training row; expected two or more classes.
        """,
        options => options,
        [.. Enumerable.Range(0, 80).Select(row => $"s{row % 2},2024-01-01,{row},west,0.1,yes")]);

    [Fact]
    public void ATargetWithoutValuesIsNamed() => Fails(
        "FILE: the target 'level' is missing in every training row; expected values to learn from.",
        options => options with { Targets = TableTarget.Parse("targets", "level:regression") },
        [.. Enumerable.Range(0, 80).Select(row => $"s{row % 2},2024-01-01,{row},west,,yes")]);

    [Fact]
    public void AClassThatNoTrainingRowHasIsNamed()
    {
        // Of the first twenty rows of a client, some are for testing.
        var split = new SplitBy(SplitUnit.Row).Counted("s0");
        var row = Enumerable.Range(0, 20).First(row => split(row) == Mas.Learning.Examples.Split.Test);
        var lines = SmallTable.Lines(2, 40).ToArray();
        lines[row] = "s0,2024-01-01,1,west,2,loud";

        Fails(
            $"FILE, row {row + 1}, column 'alarm' is 'loud'; expected a class that occurs in training, "
            + "not only in test.",
            options => options, lines);
    }

    [Fact]
    public void AClassAmongSeveralThatNoTrainingRowHasIsNamed() => Fails(
        "FILE, row 2, column 'alarm' is 'loud'; expected a class that occurs in training, not only in validation.",
        options => options with
        {
            Targets = TableTarget.Parse("targets", "alarm:classes"),
            SplitBy = SplitBy.Parse("split-by", "given:Date"),
        },
        ["s0,train,1,west,2,shrill|low", "s1,validation,1,west,2,low|loud", "s1,test,1,west,2,loud"]);

    [Fact]
    public void ATargetOfClassesWithoutAClassIsNamed() => Fails(
        "FILE: the target 'alarm' is without a class in all training rows; expected a class in one or more.",
        options => options with { Targets = TableTarget.Parse("targets", "alarm:classes") },
        ["s0,2024-01-01,1,west,2,|", "s1,2024-01-01,2,west,2,|"]);

    [Fact]
    public void ASplitThatIsNotOneIsNamed() => Fails(
        "FILE, row 2, column 'wind' is 'west'; expected train, validation or test.",
        options => options with { SplitBy = SplitBy.Parse("split-by", "given:wind") },
        ["s0,2024-01-01,1,train,2,yes", "s1,2024-01-01,2,west,2,no"]);

    [Fact]
    public void AHeaderWithoutRowsIsNamed() =>
        Fails("FILE has a header and no rows; expected at least one.", options => options, []);

    [Fact]
    public void ASplitByTimeNeedsADate()
    {
        Fails(
            "FILE: the split is by week, and of the columns read 0 are dates; expected the name of one, "
            + "such as week:COLUMN.",
            options => options with
            {
                SplitBy = new SplitBy(SplitUnit.Week),
                Features = TableFeature.Parse("x"),
            });
        Fails(
            "FILE, row 1, column 'wind' is 'west'; expected a date such as 2026-03-01 or 2026-03-01 18:30:00.",
            options => options with { SplitBy = new SplitBy(SplitUnit.Week, "wind") },
            ["s0,2024-01-01,1,west,2,yes"]);
    }

    [Fact]
    public void ADateOfSeveralColumnsIsNamedWithItsRow() => Fails(
        "FILE, row 2, column 'level+x+alarm' is '2023+2+29+0'; expected a date.",
        options => options with
        {
            Targets = TableTarget.Parse("targets", "wind:class"),
            SplitBy = new SplitBy(SplitUnit.Month, "level+x+alarm"),
            Features = TableFeature.Parse("Date"),
        },
        ["s0,2024-01-01,2,west,2024,29", "s1,2024-01-01,2,west,2023,29"]);

    [Theory]
    [InlineData(0.6, 0.1)]
    [InlineData(0.5, 0.5)]
    [InlineData(-0.1, 0.1)]
    public void FractionsOutOfRangeAreNamed(double validation, double test) => Fails(
        FormattableString.Invariant(
            $"FILE: the split is {validation} validation, {test} test; expected 0 to 0.5 each, ")
            + "and less than 1 together.",
        options => options with
        {
            SplitBy = new SplitBy(SplitUnit.Row) { ValidationFraction = validation, TestFraction = test },
        });

    [Fact]
    public void AnUnknownClientIsNamed() => Fails(
        "FILE: the client is 's9'; expected a value of the column 'station'.",
        options => options with { OnlyClient = "s9" });

    [Fact]
    public void DescriptionsOfOtherColumnsAreNamed() => Fails(
        "FILE: the list of columns read is 'x, level'; expected the described columns: x.",
        options => options with
        {
            Targets = TableTarget.Parse("targets", "level:regression"),
            Features = TableFeature.Parse("x"),
            Columns = [new ColumnDescription("x", ColumnKind.Number)],
        });

    [Fact]
    public void TargetsOfTheSameFieldAreNamed()
    {
        var options = SmallTable.Options("t.csv") with
        {
            Targets = TableTarget.Parse("targets", "PM2.5:regression,PM2_5:class"),
        };

        Assert.Equal(
            "t.csv: the targets 'PM2.5' and 'PM2_5' have the same field, 'PM2_5'; rename a column.",
            Assert.Throws<InputException>(() => TableShards.Open(options, CancellationToken.None)).Message);
    }

    [Theory]
    [InlineData("level")]
    [InlineData("level:number")]
    [InlineData(":class")]
    public void ATargetWrittenWronglyIsNamed(string text) => Assert.Equal(
        $"--targets is '{text}'; expected COLUMN:regression, COLUMN:regression:TRANSFORM, COLUMN:class or "
        + "COLUMN:classes, where TRANSFORM is none, log, log1p, sqrt.",
        Assert.Throws<InputException>(() => TableTarget.Parse("--targets", text)).Message);

    [Fact]
    public void ATargetListedTwiceIsNamed() => Assert.Equal(
        "--targets lists the column 'a' more than once.",
        Assert.Throws<InputException>(() => TableTarget.Parse("--targets", "a:class,a:regression")).Message);

    private void Fails(string message, Func<TableOptions, TableOptions> change, IReadOnlyList<string>? lines = null)
    {
        var file = SmallTable.Write(_folder, [SmallTable.Header, .. lines ?? SmallTable.Lines(2, 40)]);

        var fault = Assert.Throws<InputException>(
            () => TableShards.Open(change(SmallTable.Options(file)), CancellationToken.None));

        Assert.Equal(
            message.Replace("FILE", file, StringComparison.Ordinal).ReplaceLineEndings(),
            fault.Message);
    }
}
