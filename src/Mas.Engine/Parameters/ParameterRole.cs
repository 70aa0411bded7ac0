namespace Mas.Engine.Parameters;

/// <summary>What moves a parameter.</summary>
public enum ParameterRole
{
    /// <summary>Gradients: weights, biases, scales and shifts.</summary>
    Weight,

    /// <summary>Observation: the running mean and variance of a batch norm.</summary>
    Statistic,
}
