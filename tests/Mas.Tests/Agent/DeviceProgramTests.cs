using Mas.Commands;
using Mas.Tests.Cli;

namespace Mas.Tests.Agent;

/// <summary>The program <c>mas-device</c> does what <c>mas device</c> does, and says so under its own name.</summary>
[Trait("Kind", "Process")]
public class DeviceProgramTests
{
    private static readonly string _program =
        PublishedFactAttribute.Program ?? Path.Combine(AppContext.BaseDirectory, "mas-device.dll");

    [Fact]
    public void ItsHelpIsThatOfTheVerb()
    {
        var verb = CommandRun.Of("device", "--help").Out;

        Assert.Contains("mas device --server https://fleet.example.org --data DIR", verb);
        Assert.Equal(
            verb.Replace("mas device ", "mas-device ", StringComparison.Ordinal).Replace(
                "  --help  Show this text.\n",
                "  --help     Show this text.\n  --version  Show the version of mas-device.\n", StringComparison.Ordinal),
            Run("--help").Out);
    }

    [Fact]
    public void ItsVersionIsThatOfTheCommand() =>
        Assert.Equal(
            CommandRun.Of("--version").Out.Replace("mas ", "mas-device ", StringComparison.Ordinal),
            Run("--version").Out);

    [Fact]
    public void EveryFaultOfACommandLineIsNamedAtOnce()
    {
        var run = Run("--server", "fleet", "--threads", "0", "--tokn", "x");

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Empty(run.Out);
        Assert.Equal(
            [
                "'--tokn' is not an option of 'mas-device'; did you mean --token?",
                "--server is 'fleet'; expected an address such as https://fleet.example.org.",
                "'mas-device' needs --data PLACE: the device's data: a folder of pictures in Taskonomy's layout or, with --source, data of another kind, such as a table's file.",
                "--threads is 0; expected a whole number, 1 to 1024.",
            ],
            run.Faults);
    }

    [Fact]
    public void DataThatAreNotThereAreBadInput()
    {
        var run = Run("--server", "http://localhost:1", "--data", "/nowhere", "--folder", "/nowhere/device");

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Equal(["There is no data set at '/nowhere': the folder does not exist."], run.Faults);
    }

    private static CommandRun Run(params string[] arguments)
    {
        using var process = MasProcess.StartProgram(_program, arguments);
        return process.End();
    }
}
