using Mas.Wire.Documents;

namespace Mas.Server.Orders;

/// <summary>An order somebody waits for.</summary>
/// <param name="id">Its name.</param>
/// <param name="document">What it says.</param>
/// <param name="bytes">The same, as it travels.</param>
/// <param name="deadline">When it is lost in any case.</param>
internal sealed class WaitingOrder(string id, OrderDocument document, byte[] bytes, DateTimeOffset deadline)
{
    private readonly TaskCompletionSource<UpdateDocument> _answer =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly DateTimeOffset _deadline = deadline;

    internal string Id { get; } = id;

    internal OrderDocument Document { get; } = document;

    internal byte[] Bytes { get; } = bytes;

    /// <summary>When it is lost, as things stand: at the deadline, or when its lease lapses.</summary>
    internal DateTimeOffset Until { get; private set; } = deadline;

    /// <summary>The update, once there is one.</summary>
    internal Task<UpdateDocument> Answer => _answer.Task;

    internal void Lend(DateTimeOffset until) => Until = until < _deadline ? until : _deadline;

    internal void TakeBack() => Until = _deadline;

    internal void Complete(UpdateDocument update) => _answer.TrySetResult(update);
}
