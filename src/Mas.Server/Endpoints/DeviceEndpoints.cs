using System.Globalization;
using System.Security.Cryptography;
using Mas.Server.Audit;
using Mas.Server.Orders;
using Mas.Server.Refusals;
using Mas.Server.Security;
using Mas.Server.Storage;
using Mas.Wire;
using Mas.Wire.Documents;
using Mas.Wire.Signatures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Mas.Server.Endpoints;

/// <summary>What devices may ask, as docs/reference/protocol.md says.</summary>
internal sealed class DeviceEndpoints(
    FleetStore store, DeviceBook devices, RequestGuard guard, DeviceLimits limits, OrderBook orders, OrderTerms terms,
    Uploads uploads, TimeProvider time)
{
    private const string OrderRoute = "order";
    private const string Wait = "wait";

    /// <summary>Puts every request in its place.</summary>
    internal void Map(IEndpointRouteBuilder routes)
    {
        var order = $"{{{OrderRoute}}}";
        routes.Map(HttpMethod.Get, Paths.Hello, Hello, new("Says how to speak with the server.")
        {
            Answers = [(StatusCodes.Status200OK, typeof(HelloDocument))],
        });
        routes.Map(HttpMethod.Post, Paths.Devices, Join, Signed("Joins, with a token and a key of the device's own.") with
        {
            Body = typeof(JoinDocument),
            Deed = AuditDeed.Join,
            Refusals =
            [
                StatusCodes.Status403Forbidden, StatusCodes.Status409Conflict, StatusCodes.Status411LengthRequired,
                StatusCodes.Status413PayloadTooLarge,
            ],
        });
        routes.Map(HttpMethod.Put, Paths.Statement, State, Signed("States what the device has and gives now.") with
        {
            Body = typeof(StatementDocument),
            Refusals = [StatusCodes.Status411LengthRequired, StatusCodes.Status413PayloadTooLarge],
        });
        routes.Map(HttpMethod.Get, Paths.Orders, Next, Signed("Waits for the next order; 204 where none came.") with
        {
            Query = [(Wait, $"How many seconds to wait: 0, the default, to {Protocol.LongestPollSeconds}, which more is taken for.")],
            Answers = [(StatusCodes.Status200OK, typeof(OrderDocument)), (StatusCodes.Status204NoContent, null)],
            Headers =
            [
                (Protocol.OrderHeader, "The order's name: the SHA-256 of its document."),
                (Protocol.LeaseHeader, "For how many seconds it is lent."),
                (Protocol.LeftOutHeader, "Where it is left out of runs: why."),
            ],
        });
        routes.Map(HttpMethod.Put, Paths.Lease(order), Renew, OfOrder("Lends an order for another while."));
        routes.Map(HttpMethod.Delete, Paths.Lease(order), TakeBack, OfOrder("Hands an order back."));
        routes.Map(HttpMethod.Get, Paths.Model("{model}"), Model, Signed("Fetches a model, in ranges if need be.") with
        {
            Answers =
            [
                (StatusCodes.Status200OK, typeof(Stream)), (StatusCodes.Status206PartialContent, typeof(Stream)),
            ],
            Refusals = [StatusCodes.Status404NotFound, StatusCodes.Status416RangeNotSatisfiable],
        });
        routes.Map(HttpMethod.Get, Paths.Weights(order), Uploaded, OfOrder("Says how much of an upload has come.") with
        {
            Headers = [(Protocol.OffsetHeader, "How many bytes.")],
        });
        routes.Map(HttpMethod.Put, Paths.Weights(order), Weights, OfOrder("Brings weights, or the rest of them.") with
        {
            Body = typeof(Stream),
            Query =
            [
                (Paths.From, "The first byte sent, where an upload is resumed; if omitted, the whole file is sent."),
                (Paths.Whole, "The SHA-256 of the whole file, where an upload is resumed."),
            ],
            Refusals =
            [
                .. OfOrder("").Refusals, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge,
            ],
        });
        routes.Map(HttpMethod.Put, Paths.Update(order), Update, OfOrder("Brings an update, after its weights.") with
        {
            Body = typeof(UpdateDocument),
            Refusals =
            [
                .. OfOrder("").Refusals, StatusCodes.Status409Conflict, StatusCodes.Status411LengthRequired,
                StatusCodes.Status413PayloadTooLarge,
            ],
        });
        routes.Map(HttpMethod.Put, Paths.Failure(order), Failure, OfOrder("Says why there will be no update.") with
        {
            Body = typeof(FailureDocument),
            Refusals =
            [
                .. OfOrder("").Refusals, StatusCodes.Status409Conflict, StatusCodes.Status411LengthRequired,
                StatusCodes.Status413PayloadTooLarge,
            ],
        });
    }

    private static EndpointDescription Signed(string summary) => new(summary) { IsSigned = true };

    private static EndpointDescription OfOrder(string summary) => Signed(summary) with
    {
        Refusals = [StatusCodes.Status404NotFound, StatusCodes.Status410Gone],
    };

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

        var digest = guard.Own(context.Request, input, key[..length]);
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(bytes), digest))
        {
            throw new Refusal(StatusCodes.Status400BadRequest, "The body is not the one that was signed.");
        }

        await devices.Join(join, key[..length], Caller.Address(context));
        AddressLimits.Known(context);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task State(HttpContext context)
    {
        var (device, digest) = await guard.Device(context.Request);
        var bytes = await Bodies.Document(context.Request, digest);
        await devices.State(device, Understood(() => StatementDocument.Parse(bytes)));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task Next(HttpContext context)
    {
        var (device, _) = await guard.Device(context.Request);
        _ = int.TryParse(context.Request.Query[Wait], NumberStyles.None, CultureInfo.InvariantCulture, out var wait);
        var next = await orders.Next(
            device.Client, TimeSpan.FromSeconds(Math.Min(wait, Protocol.LongestPollSeconds)), context.RequestAborted);
        if (devices.LeftOut(device) is { } why)
        {
            context.Response.Headers[Protocol.LeftOutHeader] = why;
        }

        if (next is null || await devices.Find(device.Id) is null)
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

    private async Task Renew(HttpContext context)
    {
        var (device, _) = await guard.Device(context.Request, remembered: true);
        await orders.Renew(device.Client, Name(context, OrderRoute));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task TakeBack(HttpContext context)
    {
        var (device, _) = await guard.Device(context.Request, remembered: true);
        await orders.TakeBack(device.Client, Name(context, OrderRoute));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task Model(HttpContext context)
    {
        var (device, _) = await guard.Device(context.Request);
        await using var file = store.Models.Open(Name(context, "model"))
            ?? throw new Refusal(StatusCodes.Status404NotFound, "Model not found.");
        var range = ByteRange.Of(context.Request, file.Length);
        var charge = limits.Count(device, range.Length);
        var sent = 0L;
        try
        {
            await Bodies.Send(context.Response, file, range, Protocol.ModelType, bytes => sent += bytes);
        }
        finally
        {
            limits.GiveBack(charge, range.Length - sent);
            orders.Contributions.Fetched(device.Client, sent);
        }
    }

    private async Task Uploaded(HttpContext context)
    {
        var (device, _) = await guard.Device(context.Request);
        var id = Name(context, OrderRoute);
        _ = await orders.Brought(device.Client, id);
        context.Response.Headers[Protocol.OffsetHeader] =
            store.Models.Uploaded(id).ToString(CultureInfo.InvariantCulture);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task Weights(HttpContext context)
    {
        var (device, digest) = await guard.Device(context.Request);
        var id = Name(context, OrderRoute);
        using var held = uploads.Hold(id);
        var (order, answered) = await orders.Brought(device.Client, id);
        if (order is not { Training: not null, Model: { } model })
        {
            throw new Refusal(StatusCodes.Status400BadRequest, "The order asks for no weights.");
        }

        var piece = UploadPiece.Of(context.Request, model.Bytes);
        if (answered is null && !uploads.HasKept(id, piece.Sha256 ?? Convert.ToHexStringLower(digest)))
        {
            await Take(context, device, digest, piece, id, model);
        }
        else
        {
            limits.Count(device, model.Bytes - piece.First);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Takes weights, or the rest of them, and counts what comes and what is hashed anew.</summary>
    private async Task Take(
        HttpContext context, DeviceRow device, byte[] digest, UploadPiece piece, string order, ModelReference model)
    {
        var charge = limits.Count(device, model.Bytes);
        try
        {
            await uploads.Take(context.Request, digest, piece, order, model);
        }
        catch (Exception cut) when (cut is not Refusal)
        {
            limits.GiveBack(charge, model.Bytes - Math.Max(0, store.Models.Uploaded(order) - piece.First));
            throw;
        }

        await Keep(device, order);
        uploads.Kept(order, piece.Sha256 ?? Convert.ToHexStringLower(digest));
    }

    /// <summary>Keeps weights that have come whole, unless the run went on without them in the meantime.</summary>
    /// <exception cref="Refusal">It did.</exception>
    private async Task Keep(DeviceRow device, string order)
    {
        try
        {
            _ = await orders.Brought(device.Client, order);
            store.Models.Keep(order);
        }
        catch (Exception over) when (over is Refusal or FileNotFoundException)
        {
            // Its end has taken away what there was; what has come since goes too.
            store.Models.DeleteWeights(order);
            _ = await orders.Brought(device.Client, order);
            throw;
        }
    }

    private async Task Update(HttpContext context)
    {
        var (device, digest) = await guard.Device(context.Request);
        var id = Name(context, OrderRoute);
        using var held = uploads.Hold(id);
        var (order, answered) = await orders.Brought(device.Client, id);
        var bytes = await Bodies.Document(context.Request, digest);
        var update = Understood(() => UpdateDocument.Parse(bytes, order));
        if (answered is null && update.Trained?.Weights is { } weights
            && !uploads.Has(id, weights))
        {
            throw new Refusal(
                StatusCodes.Status409Conflict,
                "The weights the update names have not been uploaded; upload them first.");
        }

        await orders.Answer(device.Client, id, bytes, update);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task Failure(HttpContext context)
    {
        var (device, digest) = await guard.Device(context.Request);
        var id = Name(context, OrderRoute);
        var bytes = await Bodies.Document(context.Request, digest);
        await orders.Fail(device.Client, id, Understood(() => FailureDocument.Parse(bytes)));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
