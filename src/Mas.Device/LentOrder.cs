using System.Net;
using Mas.Device.Connections;
using Mas.Device.Limits;
using Mas.Device.Work;
using Mas.Learning;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Device;

/// <summary>
/// An order that a device holds: it is carried out while its lease is renewed, and answered, failed or handed back. It
/// ends at once if the server says that it is over, or the battery becomes too weak. Whatever the server or something
/// in between refuses, it is the order that fails, not the device.
/// </summary>
/// <param name="id">Its name.</param>
/// <param name="order">What it says.</param>
/// <param name="lease">How long the order is lent for.</param>
/// <param name="server">The server that gave it.</param>
/// <param name="day">Counts what it uses.</param>
/// <param name="log">Records the outcome.</param>
/// <param name="time">The device's clock.</param>
internal sealed class LentOrder(
    string id, OrderDocument order, TimeSpan lease, ServerConnection server, DailyUsage day, OrderLog log,
    TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly Traffic _traffic = new(day.Moved);
    private Exception? _refused;

    /// <summary>Carries it out.</summary>
    /// <param name="models">Fetches its model.</param>
    /// <param name="work">Does the training.</param>
    /// <param name="cancellation">Hands it back.</param>
    /// <returns>Whether it was answered, handed back or over, not failed.</returns>
    /// <exception cref="InputException">The device's data cannot be used; the server has been informed.</exception>
    /// <exception cref="OperationCanceledException">The device was asked to stop.</exception>
    internal async Task<bool> CarryOut(ModelCache models, OrderWork work, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var weak = new CancellationTokenSource();
        using var counted = day.Begin();
        var began = time.GetTimestamp();
        var keeping = Task.WhenAll(Renew(over), Watch(weak, over));
        try
        {
            var update = await Answer(models, work, over.Token);
            log.Answered(order, update, time.GetElapsedTime(began), _traffic);
            return true;
        }
        catch (RefusedException refused) when (refused.Status is HttpStatusCode.Gone)
        {
            log.CameToNothing(order, refused.Message);
            return true;
        }
        catch (Exception fault) when (fault is RefusedException or BlockedException or InvalidDataException or IOException
            or UnauthorizedAccessException or InputException or OutOfMemoryException)
        {
            await Fail(fault.Message, cancellation);
            if (fault is InputException)
            {
                throw;
            }

            return false;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested || weak.IsCancellationRequested)
        {
            await keeping;
            await HandBack();
            log.CameToNothing(order, "handed back.");
            cancellation.ThrowIfCancellationRequested();
            return true;
        }
        catch (OperationCanceledException) when (_refused is not null)
        {
            await Fail(_refused.Message, cancellation);
            return false;
        }
        catch (OperationCanceledException)
        {
            log.CameToNothing(order, "over; the run continued without this device.");
            return true;
        }
        finally
        {
            await over.CancelAsync();
            await keeping;
        }
    }

    private async Task<UpdateDocument> Answer(ModelCache models, OrderWork work, CancellationToken over)
    {
        var model = order.Model is { } named ? await models.Fetch(named, _traffic, over) : null;
        var update = await Task.Run(() => work.CarryOut(order, model, over), over);
        if (update.Trained is { Weights: { } weights } trained)
        {
            await server.SendFile(Paths.Weights(id), work.WeightsPath, weights.Sha256, _traffic, over);
            update = update with { Trained = trained with { BytesResent = _traffic.Up - weights.Bytes } };
        }

        using var thanks = await server.Send(HttpMethod.Put, Paths.Update(id), update.ToBytes(), over);
        return update;
    }

    /// <summary>Renews the lease while the device works; if the order is over, ends the work.</summary>
    private async Task Renew(CancellationTokenSource over)
    {
        try
        {
            while (true)
            {
                await Task.Delay(lease / 3, time, over.Token);
                using var answer = await server.Send(HttpMethod.Put, Paths.Lease(id), [], over.Token);
            }
        }
        catch (Exception refused) when (refused is RefusedException or BlockedException)
        {
            // The lease lapses, so that the server gives the order up, if it has not already.
            _refused = refused is RefusedException { Status: HttpStatusCode.Gone } ? null : refused;
            await over.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The order is done.
        }
    }

    /// <summary>Ends the work where the battery has become too weak for it.</summary>
    private async Task Watch(CancellationTokenSource weak, CancellationTokenSource over)
    {
        try
        {
            while (day.Weak is null)
            {
                await Task.Delay(Look, time, over.Token);
            }

            await weak.CancelAsync();
            await over.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The order is done.
        }
    }

    /// <summary>Tells the server why there will be no update, if the network allows.</summary>
    private async Task Fail(string why, CancellationToken cancellation)
    {
        log.CameToNothing(order, $"failed. {why}");
        try
        {
            using var answer = await server.Send(
                HttpMethod.Put, Paths.Failure(id), FailureDocument.Of(why, _traffic.Up).ToBytes(), cancellation,
                RetryPolicy.FailureReport);
        }
        catch (Exception late) when (late is RefusedException or BlockedException
            || (late is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // The order is over, or its lease lapses.
        }
    }

    /// <summary>Tells the server not to wait, unless that takes too long: then the lease lapses.</summary>
    private async Task HandBack()
    {
        try
        {
            using var answer = await server.Send(
                HttpMethod.Delete, Paths.Lease(id), [], CancellationToken.None, RetryPolicy.HandBack);
        }
        catch (Exception late) when (late is OperationCanceledException or RefusedException or BlockedException)
        {
            // The order is over, or its lease lapses.
        }
    }
}
