using Mas.Server.Refusals;
using Mas.Server.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Mas.Server.Endpoints;

/// <summary>
/// The server's log, on standard error. It names devices and paths, and never a header, a body or a connection string.
/// </summary>
internal static partial class ServerLog
{
    /// <summary>Adds the log.</summary>
    /// <param name="logging">Where to.</param>
    /// <param name="json">One JSON object a line, refusals included; otherwise plain lines of what has failed.</param>
    internal static void Add(ILoggingBuilder logging, bool json)
    {
        logging.SetMinimumLevel(json ? LogLevel.Information : LogLevel.Warning);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // What keeps the server from starting is thrown, and told in a sentence.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // That the dashboard's keys are in memory alone is meant so, and no warning.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logging.Services.Configure<ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (json)
        {
            logging.AddJsonConsole(format =>
            {
                format.UseUtcTimestamp = true;
                format.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        }
        else
        {
            logging.AddSimpleConsole(format => format.SingleLine = true);
        }
    }

    /// <summary>A request was refused.</summary>
    internal static void Refused(ILogger log, HttpContext context, Refusal refusal) => Refused(
        log, refusal.Status, context.Request.Method, Path(context), context.Features.Get<DeviceRow>()?.Client,
        refusal.Message);

    /// <summary>Refusals of a minute that were too many to be told one by one.</summary>
    [LoggerMessage(Level = LogLevel.Information, Message = "{LeftOut} Address {Most}.")]
    internal static partial void LeftOut(ILogger log, string most, string leftOut);

    /// <summary>A request could not be answered.</summary>
    internal static void Failed(ILogger log, HttpContext context, Exception fault) => Failed(
        log, context.Request.Method, Path(context), context.Features.Get<DeviceRow>()?.Client, fault);

    /// <summary>Something the server depends on has changed.</summary>
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sentence}")]
    internal static partial void Changed(ILogger log, string sentence);

    // What is not of this server's making has no place in a line of its log.
    private static string Path(HttpContext context) =>
        context.GetEndpoint() is null ? "elsewhere" : context.Request.Path.Value ?? "";

    [LoggerMessage(Level = LogLevel.Information, Message = "{Status} {Method} {Path} {Client}: {Sentence}")]
    private static partial void Refused(
        ILogger log, int status, string method, string path, string? client, string sentence);

    [LoggerMessage(Level = LogLevel.Error, Message = "Failed at {Method} {Path} {Client}.")]
    private static partial void Failed(ILogger log, string method, string path, string? client, Exception fault);
}
