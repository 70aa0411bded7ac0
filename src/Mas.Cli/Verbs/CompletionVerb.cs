using System.CommandLine;
using Mas.Learning;

namespace Mas.Cli.Verbs;

/// <summary><c>mas completion</c>: scripts by which shells complete command lines of <c>mas</c>.</summary>
internal static class CompletionVerb
{
    private static readonly string[] _shells = ["bash", "zsh", "pwsh"];

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var shell = new Argument<string>("SHELL") { Description = $"The shell: {string.Join(", ", _shells)}." };
        shell.CompletionSources.Add(_shells);
        shell.Validators.Add(result =>
        {
            foreach (var fault in ValueFault.OneOf(shell.Name, result.Tokens[0].Value, _shells))
            {
                result.AddError(fault);
            }
        });
        var verb = new Verb(
            "completion",
            "Prints a script that lets a shell complete verbs, options and their values.\n"
            + "- bash: source <(mas completion bash) in ~/.bashrc\n"
            + "- zsh: source <(mas completion zsh) in ~/.zshrc, after compinit\n"
            + "- pwsh: mas completion pwsh | Out-String | Invoke-Expression in $PROFILE",
            "mas completion bash")
        {
            shell,
        };
        verb.SetAction(parsed =>
        {
            using var script = new StreamReader(
                typeof(CompletionVerb).Assembly.GetManifestResourceStream($"completion.{parsed.GetValue(shell)}")!);
            terminal.Out.Write(script.ReadToEnd());
            return ExitCode.Done;
        });
        return verb;
    }
}
