namespace Mas.Server.Security;

/// <summary>What an operator's key may do.</summary>
public enum OperatorScope
{
    /// <summary>See the fleet, and fetch models.</summary>
    Read,

    /// <summary>Submit, and cancel what was submitted.</summary>
    Submit,

    /// <summary>Approve splits.</summary>
    Approve,

    /// <summary>
    /// Train and fetch models of fewer clients than the owner's smallest cohort, down to one: neither reading nor
    /// submitting has it.
    /// </summary>
    Single,

    /// <summary>All of it.</summary>
    Admin,
}
