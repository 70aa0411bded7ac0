using Mas.Dashboard.Access;
using Mas.Dashboard.Forms;
using Mas.Learning;
using Mas.Server.Audit;
using Mas.Server.Queue;
using Mas.Wire.Documents;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Mas.Dashboard.Live;

/// <summary>A page that draws itself anew when the fleet or a run has changed.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private bool _listens;

    /// <summary>What it shows.</summary>
    [Inject]
    private protected LiveFleet Live { get; init; } = null!;

    /// <summary>What it acts upon.</summary>
    [Inject]
    private protected Fleet Fleet { get; init; } = null!;

    /// <summary>What tells of it.</summary>
    [Inject]
    private protected AuditTrail Trail { get; init; } = null!;

    /// <summary>What tells of what was refused.</summary>
    [Inject]
    private protected RefusalRecorder Refusals { get; init; } = null!;

    /// <summary>Who looks at it.</summary>
    [CascadingParameter]
    public required Task<AuthenticationState> User { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_listens)
        {
            Live.Changed -= Redraw;
        }

        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void OnParametersSet() => Look();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        // Only here is a browser there to draw for; what was drawn before it came may be old by now.
        if (firstRender)
        {
            _listens = true;
            Live.Changed += Redraw;
            Redraw();
        }
    }

    /// <summary>Reads what is shown anew.</summary>
    protected abstract void Look();

    /// <summary>Does the work if the key has the scope, and draws the result.</summary>
    /// <param name="scope">What it needs.</param>
    /// <param name="deed">What the audit trail calls it.</param>
    /// <param name="work">The work; gets the name of the person who asks, and returns what it was done to.</param>
    /// <param name="failed">Receives the reason it was not done, or null if it was.</param>
    private protected async Task Do(
        string scope, AuditDeed deed, Func<string, Task<string>> work, Action<string?> failed)
    {
        var user = (await User).User;
        var (who, address) = (user.Identity?.Name ?? "", Scope.AddressOf(user));
        if (!Scope.Has(user, scope))
        {
            Refuse($"Your key lacks the scope {scope.ToLowerInvariant()}.");
            return;
        }

        try
        {
            await Trail.Write(new AuditNote(deed, who, address, await work(who)));
            failed(null);
        }
        catch (InputException fault)
        {
            Refuse(FormWords.Fault(fault.Message));
        }

        Look();

        void Refuse(string why)
        {
            Refusals.Refused(new AuditNote(deed, who, address, "", why), address);
            failed(why);
        }
    }

    /// <summary>Cancels submissions, if the key may.</summary>
    /// <param name="submissions">One or more.</param>
    /// <param name="failed">Receives the reason they were not cancelled, or null if they were.</param>
    private protected async Task Cancel(IReadOnlyList<SubmissionStatus> submissions, Action<string?> failed)
    {
        var user = (await User).User;
        var needed = submissions.Select(submission => Scope.ToCancel(user, submission.By)).ToHashSet();
        await Do(
            needed.Contains(Scope.Admin) ? Scope.Admin : Scope.Submit,
            AuditDeed.Cancel,
            async by =>
            {
                foreach (var submission in submissions)
                {
                    await Fleet.Cancel(submission.Id, by);
                }

                return string.Join(", ", submissions.Select(submission => submission.Id));
            },
            failed);
    }

    private void Redraw() => _ = InvokeAsync(() =>
    {
        Look();
        StateHasChanged();
    });
}
