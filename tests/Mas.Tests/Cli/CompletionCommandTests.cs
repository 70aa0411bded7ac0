using System.Diagnostics;
using Mas.Commands;
using Mas.Tests.Federation;

namespace Mas.Tests.Cli;

/// <summary>Shells complete what mas understands.</summary>
public sealed class CompletionCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>What bash offers once Tab is pressed behind a line: its own completion, called as bash calls it.</summary>
    [Theory]
    [InlineData("mas re", "report resume retry revoke")]
    [InlineData("mas data ", "inspect rooms")]
    [InlineData("mas run --merge-r", "--merge-rounds")]
    [InlineData("mas run --split w", "worst")]
    [InlineData("mas run --split=w", "worst")]
    [InlineData("mas run --method me", "merge-and-split")]
    [InlineData("mas run --method  ta", "tag")]
    [InlineData("mas metrics runs --format t", "tensorboard")]
    [InlineData("mas completion z", "zsh")]
    [InlineData("mas run --data ", "")]
    [InlineData("mas run ", "")]
    public void BashOffersVerbsOptionsAndTheirValues(string line, string offered)
    {
        File.WriteAllText(_folder["script"], CommandRun.Of("completion", "bash").Out);

        // bash parts words at blanks and at '='.
        const string press =
            """
            source "$1"
            mas() { dotnet "$0" "$@"; }
            complete -p mas >/dev/null || exit 1
            COMP_LINE=$2 COMP_POINT=${#2}
            read -ra COMP_WORDS <<< "${2//=/ = }"
            [[ $2 == *[\ =] ]] && COMP_WORDS+=("")
            COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
            _mas_complete
            echo "${COMPREPLY[*]}"
            """;

        var (code, output) = Bash(
            "-c", press, Path.Combine(AppContext.BaseDirectory, "mas.dll"), _folder["script"], line);

        Assert.Equal((0, offered), (code, output.TrimEnd()));
    }

    [Fact]
    public void BashReadsTheScriptWithoutAWord()
    {
        File.WriteAllText(_folder["script"], CommandRun.Of("completion", "bash").Out);

        Assert.Equal((0, ""), Bash("-n", _folder["script"]));
    }

    [Theory]
    [InlineData("bash", "complete -o bashdefault -o default -F _mas_complete mas")]
    [InlineData("zsh", "compdef _mas mas")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName mas")]
    public void EveryShellHasAScriptThatRegistersItself(string shell, string line)
    {
        var run = CommandRun.Of("completion", shell);

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        Assert.Contains(line, run.Out);
        Assert.Contains("[suggest:", run.Out);
        Assert.DoesNotContain('\r', run.Out);
    }

    [Fact]
    public void AnotherShellIsAFault() => Assert.Equal(
        "SHELL is 'fish'; expected one of bash, zsh, pwsh.",
        Assert.Single(CommandRun.Of("completion", "fish").Faults));

    private static (int Code, string Output) Bash(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["--norc", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
