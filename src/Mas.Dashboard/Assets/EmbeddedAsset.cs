using System.Security.Cryptography;
using System.Text;
using Mas.Reports.Charts;
using Mas.Reports.Sections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Mas.Dashboard.Assets;

/// <summary>
/// A file that pages load: it is embedded in this assembly, so it is found wherever the program runs from.
/// Browsers keep it and ask whether it is still the same.
/// </summary>
/// <param name="Path">Where it is asked for.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Content">What it holds.</param>
internal sealed record EmbeddedAsset(string Path, string ContentType, byte[] Content)
{
    private const string Script = "text/javascript; charset=utf-8";
    private const string Style = "text/css; charset=utf-8";

    private readonly string _tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Content).AsSpan(0, 16))}\"";

    /// <summary>Every file there is.</summary>
    internal static IReadOnlyList<EmbeddedAsset> All { get; } =
    [
        new("/_framework/blazor.web.js", Script, Read("blazor.web.js")),
        new("/assets/dashboard.js", Script, Read("dashboard.js")),
        new("/assets/dashboard.css", Style, Read("dashboard.css")),
        new("/assets/charts.css", Style, Encoding.UTF8.GetBytes(ChartStyle.Css)),
        new("/assets/views.css", Style, Encoding.UTF8.GetBytes(ViewFigures.Css)),
        new("/assets/scroll.css", Style, Encoding.UTF8.GetBytes(ScrollStyle.Css)),
        new("/assets/icon.svg", "image/svg+xml", Read("icon.svg")),
    ];

    /// <summary>Serves the file.</summary>
    internal void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, Answer).AllowAnonymous();

    private Task Answer(HttpContext context)
    {
        context.Response.Headers.ETag = _tag;
        context.Response.Headers.CacheControl = "no-cache";
        if (context.Request.Headers.IfNoneMatch == _tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        context.Response.ContentType = ContentType;
        context.Response.ContentLength = Content.Length;
        return context.Response.Body.WriteAsync(Content).AsTask();
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(EmbeddedAsset).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
