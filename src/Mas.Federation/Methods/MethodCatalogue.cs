using Mas.Federation.Options;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Tasks;

namespace Mas.Federation.Methods;

/// <summary>The methods a run can choose from. Immutable.</summary>
public sealed class MethodCatalogue
{
    private MethodCatalogue(IReadOnlyList<Method> methods) => Methods = methods;

    /// <summary>What a run uses that names no method.</summary>
    public static Method Default { get; } = new MergeAndSplit();

    /// <summary>All tasks in one model: what others are held against, and what trains a task that is alone.</summary>
    public static Method Together { get; } = new AllInOne();

    /// <summary>Every task on its own: what losses and costs are ratios to.</summary>
    public static Method Baseline { get; } = new OneByOne();

    /// <summary>The methods of the house, in the order they are shown in.</summary>
    public static MethodCatalogue Standard { get; } = new(
    [
        Default, Together, Baseline, new FedProx(), new GradNorm(), new PcGrad(), new Tag(), new Hoa(), new Standalone(),
    ]);

    /// <summary>The methods, in the order they are shown in.</summary>
    public IReadOnlyList<Method> Methods { get; }

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names => [.. Methods.Select(method => method.Name)];

    /// <summary>Those that have a split, and so groups to budget and to approve, as a sentence names them.</summary>
    public string Splitting =>
        string.Join(" or ", Methods.Where(method => method.Splits).Select(method => method.Name));

    /// <summary>These methods and more.</summary>
    /// <param name="more">The others.</param>
    /// <exception cref="ArgumentException">A name is not valid, or is taken.</exception>
    public MethodCatalogue With(params IReadOnlyList<Method> more)
    {
        ArgumentNullException.ThrowIfNull(more);
        MethodCatalogue whole = new([.. Methods, .. more]);
        CatalogueNames.Check(whole.Names);
        return whole;
    }

    /// <summary>The method of a name, or null where there is none.</summary>
    public Method? Find(string name) => Methods.FirstOrDefault(method => method.Name == name);

    /// <summary>The method of a run.</summary>
    /// <param name="options">The run's options.</param>
    /// <exception cref="InputException">The name is unknown; the message lists the known ones.</exception>
    public Method Of(RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Find(options.Method) ?? throw new InputException(Unknown(options).Sentence(OptionSpelling.Command));
    }

    /// <summary>
    /// Options for other tasks: at most one group per task, and where a single task leaves no groups to choose, the
    /// method for that.
    /// </summary>
    /// <param name="options">The options.</param>
    /// <param name="tasks">The letters of the tasks.</param>
    public RunOptions Fit(RunOptions options, string tasks)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(tasks);
        return Fit(options with { Tasks = tasks }, TaskMarks.Read(tasks).Count);
    }

    /// <summary>Options with a method and a number of groups that fit so many tasks.</summary>
    /// <param name="options">The options.</param>
    /// <param name="tasks">How many tasks there are or, where the data define them, will be.</param>
    public RunOptions Fit(RunOptions options, int tasks)
    {
        ArgumentNullException.ThrowIfNull(options);
        var fitting = options with { Groups = options.Groups.AtMost(Math.Max(tasks, 1)) };
        return tasks == 1 && Find(options.Method) is { ReadsAffinity: true }
            ? fitting with { Method = Together.Name, Groups = 1 } : fitting;
    }

    /// <summary>Every fault of options, those for their method included.</summary>
    /// <param name="options">The options.</param>
    internal IReadOnlyList<OptionFault> Faults(RunOptions options)
    {
        var faults = options.Faults();
        if (Find(options.Method) is not { } method)
        {
            return [.. faults, Unknown(options)];
        }

        // Whether a value that is wrong by itself would fit is not the question.
        var wrong = faults.Select(fault => fault.Option).ToHashSet();
        return
        [
            .. faults,
            .. MethodFaults.Of(method, options).Concat(method.Faults(options))
                .Where(fault => !wrong.Contains(fault.Option)),
        ];
    }

    private OptionFault Unknown(RunOptions options) => OptionFault.Of(
        RunTable.Name(nameof(RunOptions.Method)).Name, $"'{options.Method}'", $"one of {string.Join(", ", Names)}");
}
