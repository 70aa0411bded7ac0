namespace Mas.Federation.Options;

/// <summary>
/// Declares that a property is an option: its name and default are those of the property, and everything else that
/// command lines, files, forms, range checks and the docs need stands here, once.
/// </summary>
/// <param name="section">The heading it is listed under, one of <see cref="OptionSections.All"/>.</param>
/// <param name="help">What it is, without a full stop; what it may be is appended.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute(string section, string help) : Attribute
{
    /// <summary>The heading it is listed under.</summary>
    public string Section => section;

    /// <summary>What it is, without a full stop.</summary>
    public string Help => help;

    /// <summary>Another name of it on command lines; null (the default) = none.</summary>
    public string? Alias { get; init; }

    /// <summary>The label of its field in forms; null (the default) = its name, as words.</summary>
    public string? Label { get; init; }

    /// <summary>The smallest number; required where the option is a number.</summary>
    public double Minimum { get; init; } = double.NaN;

    /// <summary>The largest number; infinite where there is none.</summary>
    public double Maximum { get; init; } = double.NaN;

    /// <summary>Whether numbers must be above <see cref="Minimum"/>.</summary>
    public bool ExcludesMinimum { get; init; }

    /// <summary>Whether numbers must be below <see cref="Maximum"/>.</summary>
    public bool ExcludesMaximum { get; init; }

    /// <summary>What whole numbers must be a multiple of; default 1.</summary>
    public int MultipleOf { get; init; } = 1;

    /// <summary>What 0 means; null (the default) = nothing special.</summary>
    public string? Zero { get; init; }

    /// <summary>The default in words, where it has no value of its own or depends on the machine.</summary>
    public string? Default { get; init; }

    /// <summary>The <see cref="OptionForm"/> of its values, where the property's type does not decide it.</summary>
    public Type? Form { get; init; }

    /// <summary>The words it may be, where these are fixed.</summary>
    public string[] Words { get; init; } = [];

    /// <summary>
    /// Whether it is not part of a recipe: it says where a run gets its data, where it leaves its results or how fast it
    /// goes, or a submission states it elsewhere.
    /// </summary>
    public bool OutsideRecipes { get; init; }
}
