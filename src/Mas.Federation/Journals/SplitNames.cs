namespace Mas.Federation.Journals;

/// <summary>The values of <see cref="Evaluated.Split"/>.</summary>
public static class SplitNames
{
    /// <summary>The validation views, looked at while the run goes on.</summary>
    public const string Validation = "validation";

    /// <summary>The test views, looked at once, when all training is over.</summary>
    public const string Test = "test";

    /// <summary>The test views, by the model before any training.</summary>
    public const string InitialTest = "initial-test";
}
