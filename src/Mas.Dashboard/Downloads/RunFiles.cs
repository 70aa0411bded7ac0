using Mas.Dashboard.Access;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Reports.Views;
using Mas.Server.Audit;
using Mas.Server.Queue;
using Mas.Server.Security;
using Mas.Wire;
using Mas.Wire.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Mas.Dashboard.Downloads;

/// <summary>
/// What can be fetched of a run. Names in addresses are looked up among those there are; none becomes a path.
/// </summary>
internal static class RunFiles
{
    private const string Run = "run";
    private const string Stage = "stage";
    private const string View = "view";
    private const string Picked = "picture";

    /// <summary>Where a stage's final model is.</summary>
    internal static string ModelPath(string run, string stage) => $"/runs/{run}/models/{stage}";

    /// <summary>Where a run's report is.</summary>
    internal static string ReportPath(string run) => $"/runs/{run}/report";

    /// <summary>Where a picture of a view is; both names may hold any character.</summary>
    internal static string PicturePath(string run, string view, string file) =>
        $"{ViewsPath(run)}/{Uri.EscapeDataString(view)}/{Uri.EscapeDataString(file)}";

    /// <summary>The file of a run's report.</summary>
    internal static string ReportOf(RunStatus run) => Path.Combine(run.Folder, RunFolder.ReportFileName);

    /// <summary>Serves them.</summary>
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(ModelPath($"{{{Run}}}", $"{{{Stage}}}"), Model).RequireAuthorization(Scope.Read);
        routes.MapGet(ReportPath($"{{{Run}}}"), Report).RequireAuthorization(Scope.Read);
        routes.MapGet($"{ViewsPath($"{{{Run}}}")}/{{{View}}}/{{{Picked}}}", Picture).RequireAuthorization(Scope.Read);
    }

    private static Task Model(HttpContext context) => Answer(context, folder =>
    {
        var name = (string)context.Request.RouteValues[Stage]!;
        var stage = RunHistory.Read(folder.JournalPath).Stage(name);
        if (stage is not null && !Scope.Has(context.User, Scope.Single)
            && context.RequestServices.GetRequiredService<Fleet>().Policy.Guards(stage))
        {
            return Results.Forbid();
        }

        return stage?.Finished is { } finished
            ? Results.File(
                Path.Combine(folder.Path, finished.Checkpoint), Protocol.ModelType, $"{name}.safetensors",
                enableRangeProcessing: true)
            : null;
    });

    private static Task Report(HttpContext context) => Answer(context, folder =>
    {
        context.Response.Headers.ContentSecurityPolicy = SafeHeaders.ReportPolicy;
        return File.Exists(folder.ReportPath) ? Results.File(folder.ReportPath, "text/html; charset=utf-8") : null;
    });

    private static Task Picture(HttpContext context) => Answer(context, folder =>
        ViewFiles.Find(folder, (string)context.Request.RouteValues[View]!, (string)context.Request.RouteValues[Picked]!)
            is { } path ? Results.File(Path.GetFullPath(path), "image/png") : null, deed: false);

    private static string ViewsPath(string run) => $"/runs/{run}/views";

    private static async Task Answer(HttpContext context, Func<RunFolder, IResult?> of, bool deed = true)
    {
        var name = (string)context.Request.RouteValues[Run]!;
        var fleet = context.RequestServices.GetRequiredService<Fleet>();
        var known = fleet.Status().Runs.FirstOrDefault(run => run.Id == name);
        IResult? result;
        try
        {
            result = known is null ? null : of(
                RunFolder.Look(Path.GetFullPath(known.Folder), fleet.Catalogue.Learning));
        }
        catch (InputException)
        {
            result = null;
        }

        if (result is not null && deed)
        {
            await context.RequestServices.GetRequiredService<AuditTrail>().Write(new AuditNote(
                AuditDeed.Fetch, Caller.Name(context), Caller.Address(context), context.Request.Path.Value!));
        }

        await (result ?? Results.NotFound()).ExecuteAsync(context);
    }
}
