using System.Globalization;
using System.Security.Cryptography;
using Mas.Server.Orders;
using Mas.Server.Refusals;
using Mas.Server.Security;
using Mas.Server.Storage;
using Mas.Wire;
using Mas.Wire.Documents;
using Mas.Wire.Signatures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Mas.Server.Endpoints;

/// <summary>What devices may ask, as docs/protocol.md says.</summary>
internal sealed class DeviceEndpoints(
    FleetStore store, DeviceBook devices, RequestGuard guard, DeviceLimits limits, AddressLimits addresses,
    OrderBook orders, OrderTerms terms, Uploads uploads, TimeProvider time)
{
    private const string OrderRoute = "order";

    /// <summary>Puts every request in its place.</summary>
    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Paths.Hello, Hello);
        routes.MapPost(Paths.Devices, Join);
        routes.MapGet(Paths.Orders, Next);
        routes.MapPut(Paths.Lease($"{{{OrderRoute}}}"), Renew);
        routes.MapDelete(Paths.Lease($"{{{OrderRoute}}}"), TakeBack);
        routes.MapGet(Paths.Model("{model}"), Model);
        routes.MapGet(Paths.Weights($"{{{OrderRoute}}}"), Uploaded);
        routes.MapPut(Paths.Weights($"{{{OrderRoute}}}"), Weights);
        routes.MapPut(Paths.Update($"{{{OrderRoute}}}"), Update);
    }

    private static string Name(HttpContext context, string route) =>
        context.Request.RouteValues[route] is string name && Sha256Name.IsOne(name)
            ? name
            : throw new Refusal(StatusCodes.Status404NotFound, "There is nothing of that name.");

    private static T Understood<T>(Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (InvalidDataException lie)
        {
            throw new Refusal(StatusCodes.Status400BadRequest, lie.Message);
        }
    }

    private Task Hello(HttpContext context)
    {
        var hello = new HelloDocument(Protocol.Version, guard.Epoch, time.GetUtcNow().ToUnixTimeSeconds());
        return Bodies.Write(context.Response, WireJson.Write(hello, WireJson.Default.HelloDocument));
    }

    private async Task Join(HttpContext context)
    {
        addresses.Check(context);
        var input = guard.Input(context.Request);
        var bytes = await Bodies.Document(context.Request, Protocol.LongestJoin);
        var join = Understood(() => JoinDocument.Parse(bytes));
        var key = new byte[join.PublicKey.Length];
        if (!Convert.TryFromBase64String(join.PublicKey, key, out var length)
            || DeviceId.Of(key[..length]) != input.KeyId)
        {
            throw new Refusal(
                StatusCodes.Status400BadRequest, "The signature's keyid is not the SHA-256 of the public key.");
        }

        var digest = RequestGuard.Signed(context.Request, input, key[..length]);
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(bytes), digest))
            throw new Refusal(StatusCodes.Status400BadRequest, "The body is not the one that was signed.");
        devices.Join(join, key[..length]);
        AddressLimits.Known(context);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task Next(HttpContext context)
    {
        var (device, _) = guard.Device(context.Request);
        _ = int.TryParse(context.Request.Query["wait"], NumberStyles.None, CultureInfo.InvariantCulture, out var wait);
        var next = await orders.Next(
            device.Client, TimeSpan.FromSeconds(Math.Min(wait, Protocol.LongestPollSeconds)), context.RequestAborted);
        if (next is null || devices.Find(device.Id) is null)
        {
            // None, or its key was taken back while it waited.
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        context.Response.Headers[Protocol.OrderHeader] = next.Id;
        context.Response.Headers[Protocol.LeaseHeader] =
            terms.Lease.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        await Bodies.Write(context.Response, next.Bytes);
    }

    private Task Renew(HttpContext context)
    {
        var (device, _) = guard.Device(context.Request);
        orders.Renew(device.Client, Name(context, OrderRoute));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private Task TakeBack(HttpContext context)
    {
        var (device, _) = guard.Device(context.Request);
        orders.TakeBack(device.Client, Name(context, OrderRoute));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private async Task Model(HttpContext context)
    {
        var (device, _) = guard.Device(context.Request);
        var path = store.Models.Path(Name(context, "model"));
        if (!File.Exists(path))
            throw new Refusal(StatusCodes.Status404NotFound, "There is no model of that name.");
        limits.Count(device, new FileInfo(path).Length);
        await Results.File(path, Protocol.ModelType, enableRangeProcessing: true).ExecuteAsync(context);
        orders.Contributions.Fetched(device.Client, context.Response.ContentLength ?? 0);
    }

    private Task Uploaded(HttpContext context)
    {
        var (device, _) = guard.Device(context.Request);
        var id = Name(context, OrderRoute);
        _ = orders.Brought(device.Client, id);
        context.Response.Headers[Protocol.OffsetHeader] =
            store.Models.Uploaded(id).ToString(CultureInfo.InvariantCulture);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private async Task Weights(HttpContext context)
    {
        var (device, digest) = guard.Device(context.Request);
        var id = Name(context, OrderRoute);
        using var held = uploads.Hold(id);
        var (order, answered) = orders.Brought(device.Client, id);
        if (order.Training is null)
            throw new Refusal(StatusCodes.Status400BadRequest, "The order asks for no weights.");
        var piece = UploadPiece.Of(context.Request, order.Model.Bytes);
        limits.Count(device, order.Model.Bytes - piece.First);
        if (answered is null)
        {
            await uploads.Take(context.Request, digest, piece, id, order.Model);

            // While they came, the run may have gone on without them.
            _ = orders.Brought(device.Client, id);
            store.Models.Keep(id);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task Update(HttpContext context)
    {
        var (device, digest) = guard.Device(context.Request);
        var id = Name(context, OrderRoute);
        using var held = uploads.Hold(id);
        var (order, answered) = orders.Brought(device.Client, id);
        var bytes = await Bodies.Document(context.Request, digest);
        var update = Understood(() => UpdateDocument.Parse(bytes, order));
        if (answered is null && update.Trained?.Weights is { } weights
            && !store.Models.HasWeights(id, weights))
        {
            throw new Refusal(
                StatusCodes.Status409Conflict,
                "The weights the update names have not been uploaded; upload them first.");
        }

        orders.Answer(device.Client, id, bytes, update);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
