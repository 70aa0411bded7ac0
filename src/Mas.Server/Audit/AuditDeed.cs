namespace Mas.Server.Audit;

/// <summary>
/// What the audit trail records: the closed list of its words, each as <see cref="AuditWords"/> writes it.
/// </summary>
public enum AuditDeed
{
    /// <summary>A browser signed in to the dashboard.</summary>
    SignIn,

    /// <summary>A browser signed out.</summary>
    SignOut,

    /// <summary>A device joined.</summary>
    Join,

    /// <summary>A device's signed request; recorded only where it is refused.</summary>
    Request,

    /// <summary>An operator looked at the fleet; recorded only where it is refused.</summary>
    Read,

    /// <summary>An operator submitted tasks.</summary>
    Submit,

    /// <summary>An operator cancelled a submission.</summary>
    Cancel,

    /// <summary>An operator approved a split.</summary>
    Approve,

    /// <summary>An operator resumed a run.</summary>
    Resume,

    /// <summary>An operator fetched a model, a result or a report.</summary>
    Fetch,

    /// <summary>A key was made for an operator.</summary>
    MakeKey,

    /// <summary>An operator's key was rotated.</summary>
    RotateKey,

    /// <summary>An operator's key was revoked.</summary>
    RevokeKey,

    /// <summary>A token was made for a client.</summary>
    MakeToken,

    /// <summary>A token was revoked.</summary>
    RevokeToken,

    /// <summary>A device's key was revoked, and with it its client's name.</summary>
    RevokeDevice,

    /// <summary>A revoked client may join again.</summary>
    AllowDevice,

    /// <summary>Refusals beyond those that are written one by one: how many there were.</summary>
    Refusals,

    /// <summary>What had ended long ago was removed, by a command or by the owner's policy.</summary>
    Prune,

    /// <summary>What had been written to the trail was missing or changed when it was next written to.</summary>
    Gap,
}
