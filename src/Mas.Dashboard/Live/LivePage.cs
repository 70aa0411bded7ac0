using Mas.Dashboard.Access;
using Mas.Dashboard.Forms;
using Mas.Learning;
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

    /// <summary>Who looks at it.</summary>
    [CascadingParameter]
    public required Task<AuthenticationState> User { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_listens)
            Live.Changed -= Redraw;
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

    /// <summary>Does what was asked for, if the key has the scope, and draws the result.</summary>
    /// <param name="scope">What it needs.</param>
    /// <param name="work">The work; gets the name of the person who asks.</param>
    /// <param name="failed">Gets the reason it was not done, or null where it was.</param>
    private protected async Task Do(string scope, Func<string, Task> work, Action<string?> failed)
    {
        var user = (await User).User;
        if (!Scope.Has(user, scope))
        {
            failed($"Your key lacks the scope {scope.ToLowerInvariant()}.");
            return;
        }

        try
        {
            await work(user.Identity!.Name!);
            failed(null);
        }
        catch (InputException fault)
        {
            failed(FormWords.Fault(fault.Message));
        }

        Look();
    }

    /// <summary>Cancels submissions, if the key may.</summary>
    /// <param name="submissions">One or more.</param>
    /// <param name="failed">Gets the reason they were not cancelled, or null where they were.</param>
    private protected async Task Cancel(IReadOnlyList<SubmissionStatus> submissions, Action<string?> failed)
    {
        var user = (await User).User;
        var needed = submissions.Select(submission => Scope.ToCancel(user, submission.By)).ToHashSet();
        await Do(
            needed.Contains(Scope.Admin) ? Scope.Admin : Scope.Submit,
            async by =>
            {
                foreach (var submission in submissions)
                    await Fleet.Cancel(submission.Id, by);
            },
            failed);
    }

    private void Redraw() => _ = InvokeAsync(() =>
    {
        Look();
        StateHasChanged();
    });
}
