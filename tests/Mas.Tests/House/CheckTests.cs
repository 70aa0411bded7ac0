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

    /// <summary>The programs of the methods.</summary>
    public static TheoryData<string> Methods =>
    [
        .. typeof(MethodCatalogue).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(MethodCatalogue).Namespace && type != typeof(MethodCatalogue))
            .Where(type => type.GetMethod("Run", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public) is not null)
            .Select(type => type.Name)
            .Order(),
    ];

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

    [Theory]
    [MemberData(nameof(Methods))]
    public void EveryMethodIsRunByATest(string method)
    {
        var name = Regex.Replace(method, "(?<=.)([A-Z])", "-$1").ToLowerInvariant();

        Assert.True(
            Repository.Tests.Any(test => Runs(test)
                && (name == new RunOptions().Method || test.Text.Contains($"\"{name}\"", StringComparison.Ordinal))),
            $"No test runs the method {name}.");
    }

    private static bool Calls(SourceFile test, string op) => Regex.IsMatch(test.Code, $@"\.{op}\(");

    private static bool Runs(SourceFile test) =>
        test.Path.StartsWith("tests/Mas.Tests/Federation/Methods/", StringComparison.Ordinal) && Calls(test, "Run");
}
