namespace Mas.Learning.Objectives;

/// <summary>How the numbers of an output are read.</summary>
public enum OutputKind
{
    /// <summary>As they are, in the unit of the target.</summary>
    Numbers,

    /// <summary>A logit per class, of which one is right: their softmax is a probability each. Class 0 is unlabelled.</summary>
    Class,

    /// <summary>A logit per class, of which any may be right: the logistic function of each is its probability.</summary>
    Classes,
}
