using System.Text.Json;
using Mas.Federation.Journals;
using Mas.Learning;
using Mas.Server.Audit;
using Mas.Server.Queue;
using Mas.Server.Refusals;
using Mas.Server.Security;
using Mas.Wire;
using Mas.Wire.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Mas.Server.Endpoints;

/// <summary>What operators may ask, as docs/reference/protocol.md says.</summary>
internal sealed class OperatorEndpoints(Fleet fleet, OperatorGuard guard, AuditTrail trail)
{
    private const string Name = "name";
    private const string Sha256 = "sha256";

    /// <summary>Puts every request in its place.</summary>
    internal void Map(IEndpointRouteBuilder routes)
    {
        var (name, sha256) = ($"{{{Name}}}", $"{{{Sha256}}}");
        int[] refusals = [StatusCodes.Status404NotFound, StatusCodes.Status409Conflict];
        int[] unread =
        [
            StatusCodes.Status400BadRequest, StatusCodes.Status411LengthRequired, StatusCodes.Status413PayloadTooLarge,
        ];
        routes.Map(HttpMethod.Get, Paths.Fleet, Status, new("The fleet at this moment.")
        {
            Deed = AuditDeed.Read,
            Scope = OperatorScope.Read,
            Answers = [(StatusCodes.Status200OK, typeof(FleetStatus))],
        });
        routes.Map(HttpMethod.Post, Paths.Submissions, Submit, new("Submits tasks.")
        {
            Deed = AuditDeed.Submit,
            Scope = OperatorScope.Submit,
            Body = typeof(SubmissionDocument),
            Answers = [(StatusCodes.Status201Created, typeof(SubmittedDocument))],
            Refusals = [.. refusals, .. unread],
        });
        routes.Map(HttpMethod.Delete, Paths.Submission(name), Cancel, new("Takes a submission back.")
        {
            Deed = AuditDeed.Cancel,
            Scope = OperatorScope.Submit,
            Refusals = refusals,
        });
        routes.Map(HttpMethod.Get, Paths.SubmissionModels(name), Models, new("Which models a submission has.")
        {
            Deed = AuditDeed.Read,
            Scope = OperatorScope.Read,
            Answers = [(StatusCodes.Status200OK, typeof(FetchDocument))],
            Refusals = refusals,
        });
        routes.Map(HttpMethod.Get, Paths.SubmissionModel(name, sha256), Model, new("Fetches one, in ranges if need be.")
        {
            Deed = AuditDeed.Fetch,
            Scope = OperatorScope.Read,
            Answers =
            [
                (StatusCodes.Status200OK, typeof(Stream)), (StatusCodes.Status206PartialContent, typeof(Stream)),
            ],
            Refusals = [.. refusals, StatusCodes.Status416RangeNotSatisfiable],
        });
        routes.Map(HttpMethod.Get, Paths.SubmissionResult(name), Result, new("The result of a submission's run.")
        {
            Deed = AuditDeed.Fetch,
            Scope = OperatorScope.Read,
            Answers = [(StatusCodes.Status200OK, typeof(IReadOnlyDictionary<string, JsonElement>))],
            Refusals = refusals,
        });
        routes.Map(HttpMethod.Post, Paths.Split(name), Approve, new("Approves a split that is held.")
        {
            Deed = AuditDeed.Approve,
            Scope = OperatorScope.Approve,
            Body = typeof(ApprovalDocument),
            Refusals = [.. refusals, .. unread],
        });
        routes.Map(HttpMethod.Post, Paths.Retry(name), Retry, new("Takes a run that failed up again.")
        {
            Deed = AuditDeed.Resume,
            Scope = OperatorScope.Submit,
            Refusals = refusals,
        });
    }

    private static string Route(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    /// <summary>Does what was asked, or refuses with the sentence that says why not.</summary>
    private static T Asked<T>(int status, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (fault is InputException or InvalidDataException)
        {
            throw new Refusal(status, fault.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>As <see cref="Asked"/>, for a deed of the fleet.</summary>
    private static async Task Done(int status, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (InputException fault)
        {
            throw new Refusal(status, fault.Message.ReplaceLineEndings(" "));
        }
    }

    private Task Record(HttpContext context, AuditDeed deed, string by, string subject) =>
        trail.Write(new AuditNote(deed, by, Caller.Address(context), subject));

    private string Submission(HttpContext context) => Route(context, Name) is var id && fleet.HasSubmission(id)
        ? id : throw new Refusal(StatusCodes.Status404NotFound, $"There is no submission {id}.");

    private async Task Status(HttpContext context)
    {
        await guard.Operator(context.Request, OperatorScope.Read);
        await Bodies.Write(context.Response, fleet.Status().ToBytes());
    }

    private async Task Submit(HttpContext context)
    {
        var by = await guard.Operator(context.Request, OperatorScope.Submit);
        var bytes = await Bodies.Document(context.Request, Protocol.LongestSubmission);
        var asked = Asked(StatusCodes.Status400BadRequest, () => SubmissionDocument.Parse(bytes));
        if (asked.Join is { } run && !fleet.HasRun(run))
        {
            throw new Refusal(StatusCodes.Status404NotFound, $"There is no run {run}.");
        }

        await Done(StatusCodes.Status409Conflict, () => fleet.CheckJoin(asked));
        var single = await guard.May(context.Request, OperatorScope.Single);
        var id = "";
        await Done(StatusCodes.Status400BadRequest, async () => id = await fleet.Submit(asked, by, single));
        await Record(context, AuditDeed.Submit, by, id);
        context.Response.StatusCode = StatusCodes.Status201Created;
        await Bodies.Write(context.Response, new SubmittedDocument(id).ToBytes());
    }

    private async Task Cancel(HttpContext context)
    {
        var by = await guard.Operator(context.Request, OperatorScope.Submit);
        var id = Submission(context);
        if (fleet.SubmitterOf(id) is var other && other != by)
        {
            await guard.Operator(context.Request, OperatorScope.Admin, $"{other} submitted {id}. ");
        }

        await Done(StatusCodes.Status409Conflict, () => fleet.Cancel(id, by));
        await Record(context, AuditDeed.Cancel, by, id);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task Approve(HttpContext context)
    {
        var by = await guard.Operator(context.Request, OperatorScope.Approve);
        var run = Route(context, Name);
        if (!fleet.HasRun(run))
        {
            throw new Refusal(StatusCodes.Status404NotFound, $"There is no run {run}.");
        }

        var bytes = await Bodies.Document(context.Request, Protocol.LongestSubmission);
        var approval = Asked(StatusCodes.Status400BadRequest, () => ApprovalDocument.Parse(bytes));
        await Done(StatusCodes.Status409Conflict, () => fleet.Approve(run, approval.Groups, by));
        await Record(context, AuditDeed.Approve, by, approval.Groups is { } groups ? $"{run} as {groups}" : run);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task Retry(HttpContext context)
    {
        var by = await guard.Operator(context.Request, OperatorScope.Submit);
        var run = Route(context, Name);
        if (!fleet.HasRun(run))
        {
            throw new Refusal(StatusCodes.Status404NotFound, $"There is no run {run}.");
        }

        if (fleet.SubmittersOf(run).FirstOrDefault(other => other != by) is { } other)
        {
            await guard.Operator(context.Request, OperatorScope.Admin, $"{run} is also for what {other} submitted. ");
        }

        await Done(StatusCodes.Status409Conflict, () => fleet.Retry(run, by));
        await Record(context, AuditDeed.Resume, by, run);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task Models(HttpContext context)
    {
        await guard.Operator(context.Request, OperatorScope.Read);
        var id = Submission(context);
        var (run, models) = Asked(StatusCodes.Status409Conflict, () => fleet.Models(id));
        await Guard(context, models.Select(model => model.Stage));
        await Bodies.Write(
            context.Response, new FetchDocument(run, [.. models.Select(model => model.Model)]).ToBytes());
    }

    private async Task Model(HttpContext context)
    {
        var by = await guard.Operator(context.Request, OperatorScope.Read);
        var id = Submission(context);
        var (_, models) = Asked(StatusCodes.Status409Conflict, () => fleet.Models(id));
        var (_, path, stage) = models.FirstOrDefault(model => model.Model.Sha256 == Route(context, Sha256));
        if (path is null)
        {
            throw new Refusal(StatusCodes.Status404NotFound, $"{id} has no model of that name.");
        }

        await Guard(context, [stage]);
        await Record(context, AuditDeed.Fetch, by, $"{id}, model {Route(context, Sha256)}");
        await using var file = File.OpenRead(path);
        await Bodies.Send(context.Response, file, ByteRange.Of(context.Request, file.Length), Protocol.ModelType);
    }

    /// <summary>Refuses models of fewer clients than the smallest cohort, but to a key that may have them.</summary>
    private async Task Guard(HttpContext context, IEnumerable<StageHistory> stages)
    {
        if (stages.FirstOrDefault(fleet.Policy.Guards) is { } few)
        {
            await guard.Operator(
                context.Request, OperatorScope.Single,
                $"The model {few.Name} is made of fewer clients' updates than {fleet.Policy.SmallestCohort}. ");
        }
    }

    private async Task Result(HttpContext context)
    {
        var by = await guard.Operator(context.Request, OperatorScope.Read);
        var id = Submission(context);
        var (run, _) = Asked(StatusCodes.Status409Conflict, () => fleet.Models(id));
        await Record(context, AuditDeed.Fetch, by, $"{id}, result");
        await Results.File(fleet.ResultPath(run), Protocol.DocumentType).ExecuteAsync(context);
    }
}
