using Mas.Learning;

namespace Mas.Tables.Columns;

/// <summary>A function that makes the numbers of a target easier to learn, by name.</summary>
/// <param name="Name">The name in options and files.</param>
/// <param name="Expected">The numbers it can be applied to, in words.</param>
public sealed record Transform(string Name, string Expected)
{
    private readonly Func<double, double> _apply = number => number;
    private readonly Func<double, double> _undo = number => number;

    /// <summary>The number itself.</summary>
    public static Transform None { get; } = new("none", "a number");

    /// <summary>Every one.</summary>
    public static IReadOnlyList<Transform> All { get; } =
    [
        None,
        new("log", "a number above 0") { Apply = Math.Log, Inverse = Math.Exp },
        new("log1p", "a number above -1")
        {
            Apply = number => Math.Log(1 + number),
            Inverse = number => Math.Exp(number) - 1,
        },
        new("sqrt", "a number of at least 0")
        {
            Apply = Math.Sqrt,

            // No number has a root below 0: what a model predicts there stands for 0.
            Inverse = number => Math.Pow(Math.Max(number, 0), 2),
        },
    ];

    private Func<double, double> Apply { init => _apply = value; }

    private Func<double, double> Inverse { init => _undo = value; }

    /// <summary>The transform of a name.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static Transform Named(string name) => All.FirstOrDefault(transform => transform.Name == name)
        ?? throw new InputException(
            ValueFault.Of("transform", $"'{name}'", $"one of {string.Join(", ", All.Select(known => known.Name))}"));

    /// <summary>The transformed number; not finite where the transform cannot be applied.</summary>
    public double Of(double number) => _apply(number);

    /// <summary>The number whose transformed one this is.</summary>
    public double Undo(double transformed) => _undo(transformed);

    /// <inheritdoc/>
    public bool Equals(Transform? other) => other?.Name == Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
