using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Mas.Engine.Autograd;
using Mas.Federation.Methods;
using Mas.Federation.Runs;

namespace Mas.Tests.House;

/// <summary>Every op has its checks, every method its test.</summary>
public class CheckTests
{
    /// <summary>The verbs of the tape: every op of the engine.</summary>
    public static TheoryData<string> Ops =>
    [
        .. typeof(Tape).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == "Mas.Engine.Ops")
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(method => method.IsDefined(typeof(ExtensionAttribute))
                && method.GetParameters()[0].ParameterType == typeof(Tape))
            .Select(method => method.Name)
            .Distinct()
            .Order(),
    ];

    /// <summary>The names of the methods.</summary>
    public static TheoryData<string> Methods => [.. MethodCatalogue.Standard.Names];

    [Theory]
    [MemberData(nameof(Ops))]
    public void EveryOpIsHeldToWhatPyTorchComputes(string op) => Assert.True(
        Repository.Tests.Any(test => Calls(test, op) && test.Mentions(nameof(Engine.Ops.TorchCase))),
        $"No test holds the op {op} to a PyTorch fixture (TorchCase).");

    [Theory]
    [MemberData(nameof(Ops))]
    public void EveryOpIsHeldToFiniteDifferences(string op) => Assert.True(
        Repository.Tests.Any(test => Calls(test, op) && test.Mentions(nameof(Engine.Ops.GradientCheck))),
        $"No test holds the op {op} to finite differences (GradientCheck).");

    /// <summary>What a tape does not list, no export has.</summary>
    [Fact]
    public void EveryOpButTheLossesListsItselfInATrace()
    {
        var ops = Repository.Source.Where(file => file.Path.StartsWith("src/Mas.Engine/Ops/", StringComparison.Ordinal)
            && file.Mentions("public static Tensor")).ToArray();

        Assert.InRange(ops.Length, 12, 50);
        Faults.None(ops.Where(file => !file.Mentions("Trace?.Add")).Select(file => file.Path));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void EveryMethodIsRunByATest(string method) => Assert.True(
        Repository.Tests.Any(test => Runs(test)
            && (method == TestCatalogue.Options.Method || test.Text.Contains($"\"{method}\"", StringComparison.Ordinal))),
        $"No test runs the method {method}.");

    /// <summary>
    /// What is known of a method stands in its own file: elsewhere it is asked. The options name the default, and what
    /// a device does knows no methods.
    /// </summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public void NoFileButItsOwnNamesAMethod(string method)
    {
        var own = MethodCatalogue.Standard.Find(method)!.GetType().Name;

        Faults.None(Repository.Source
            .Where(file => !file.Path.StartsWith("src/Mas.Learning/", StringComparison.Ordinal))
            .Where(file => file.Lines.Any(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                && line.Contains($"\"{method}\"", StringComparison.Ordinal)))
            .Where(file => !file.Types.SequenceEqual([own])
                && !(method == TestCatalogue.Options.Method && file.Types.SequenceEqual([nameof(RunOptions)])))
            .Select(file => file.Path));
    }

    private static bool Calls(SourceFile test, string op) => Regex.IsMatch(test.Code, $@"\.{op}\(");

    private static bool Runs(SourceFile test) =>
        test.Path.StartsWith("tests/Mas.Tests/Federation/Methods/", StringComparison.Ordinal) && Calls(test, "Run");
}
