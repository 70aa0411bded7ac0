using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using Mas.Engine.Parameters;
using Mas.Learning.Training;

namespace Mas.Federation.Rounds;

/// <summary>
/// The mean of the clients' updates, weighted by their samples, of weights and running statistics alike (McMahan et
/// al., AISTATS 2017). Updates may arrive in any order: they are summed in the order of the clients' names, each
/// as soon as its turn comes, so the bits never depend on who was faster. Weights that lie on a disk are read when
/// their turn comes, one client's at a time. Sums are kept in double, where a float times a sample count is exact:
/// identical updates average to themselves to the bit. Thread-safe.
/// </summary>
public sealed class FedAvg : IDisposable
{
    /// <summary>The most samples of all clients together, for which products stay exact: 2^29.</summary>
    public const int MaximumSamples = 1 << (53 - 24);

    private readonly Lock _gate = new();
    private readonly TensorLayout _layout;
    private readonly double[] _sum;
    private readonly SortedDictionary<string, (bool Came, SentUpdate? Update)> _awaited =
        new(StringComparer.Ordinal);

    private int _samples;

    /// <summary>Awaits one update a client.</summary>
    /// <param name="layout">The layout of the model, and of every update.</param>
    /// <param name="clients">The names of the clients selected, each once.</param>
    public FedAvg(TensorLayout layout, IEnumerable<string> clients)
    {
        _layout = layout;
        _sum = ArrayPool<double>.Shared.Rent(layout.Count);
        foreach (var client in clients)
        {
            _awaited.Add(client, (false, null));
        }
    }

    /// <summary>Why an update must not be averaged, as a sentence; null where nothing is wrong with it.</summary>
    /// <param name="update">The client's model after training.</param>
    /// <param name="losses">The client's training losses by task letter.</param>
    public static string? Fault(NamedTensors update, IReadOnlyDictionary<string, MeanLoss> losses)
    {
        foreach (var (task, loss) in losses)
        {
            if (loss.Value is { } value && !double.IsFinite(value))
            {
                return FormattableString.Invariant($"The loss of task '{task}' is {value}; it must be finite.");
            }
        }

        if (AllFinite(update.Values))
        {
            return null;
        }

        var slot = update.Layout.Slots.First(slot => !AllFinite(update[slot]));
        return $"The tensor '{slot.Name}' holds a value that is not finite.";
    }

    /// <summary>Takes a client's update, and with it the duty to dispose it.</summary>
    /// <param name="update">An update of one of the clients awaited, without fault; its samples at least 1.</param>
    /// <exception cref="ArgumentException">
    /// The client is not awaited (any more), the weights have another layout than the model, or the samples are not
    /// positive or add up to more than <see cref="MaximumSamples"/>.
    /// </exception>
    /// <exception cref="IOException">Weights whose turn has come cannot be read.</exception>
    public void Add(SentUpdate update)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(update.Update.Samples);
        Settle(update.Update.Client, update);
    }

    /// <summary>Goes on without a client, whose update had a fault.</summary>
    /// <exception cref="ArgumentException">The client is not awaited (any more).</exception>
    public void LeaveOut(string client) => Settle(client, null);

    /// <summary>The mean, once no client is awaited any more; null where none counted.</summary>
    /// <exception cref="InvalidOperationException">A client is still awaited.</exception>
    public NamedTensors? Average()
    {
        lock (_gate)
        {
            if (_awaited.Count > 0)
            {
                throw new InvalidOperationException($"Client '{_awaited.First().Key}' is still awaited.");
            }

            if (_samples == 0)
            {
                return null;
            }

            var mean = new NamedTensors(_layout);
            Divide(_sum.AsSpan(0, _layout.Count), _samples, mean.Values);
            return mean;
        }
    }

    /// <summary>Gives the memory back, and that of updates still waiting for their turn.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var waiting in _awaited.Values)
            {
                waiting.Update?.Dispose();
            }

            _awaited.Clear();
            _samples = 0;
            ArrayPool<double>.Shared.Return(_sum);
        }
    }

    private void Settle(string client, SentUpdate? update)
    {
        lock (_gate)
        {
            if (!_awaited.TryGetValue(client, out var waiting) || waiting.Came)
            {
                throw new ArgumentException($"No update of client '{client}' is awaited.", nameof(client));
            }

            _awaited[client] = (true, update);
            while (_awaited.Count > 0 && _awaited.First() is { Value.Came: true } first)
            {
                _awaited.Remove(first.Key);
                using var next = first.Value.Update;
                if (next is not null)
                {
                    Take(next);
                }
            }
        }
    }

    private void Take(SentUpdate next)
    {
        var samples = next.Update.Samples;
        if (samples > MaximumSamples - _samples)
        {
            throw new ArgumentException(
                $"The clients have more than {MaximumSamples} samples together.", nameof(next));
        }

        _samples += next.Look(weights =>
        {
            if (!weights.Layout.Matches(_layout))
            {
                throw new ArgumentException(
                    $"The update of client '{next.Update.Client}' has another layout than the model.", nameof(next));
            }

            Accumulate(weights.Values, samples, _sum.AsSpan(0, _layout.Count), overwrite: _samples == 0);
            return samples;
        });
    }

    // sum = [sum +] values * weight. The first update overwrites, so that a negative zero stays one.
    private static void Accumulate(ReadOnlySpan<float> values, int weight, Span<double> sum, bool overwrite)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(values);
        var to = MemoryMarshal.Cast<double, Vector<double>>(sum);
        var weights = new Vector<double>(weight);
        for (var index = 0; index < from.Length; index++)
        {
            Vector.Widen(from[index], out var low, out var high);
            to[2 * index] = overwrite ? low * weights : to[2 * index] + low * weights;
            to[2 * index + 1] = overwrite ? high * weights : to[2 * index + 1] + high * weights;
        }

        for (var index = from.Length * Vector<float>.Count; index < values.Length; index++)
        {
            var product = values[index] * (double)weight;
            sum[index] = overwrite ? product : sum[index] + product;
        }
    }

    private static void Divide(ReadOnlySpan<double> sum, int divisor, Span<float> mean)
    {
        var from = MemoryMarshal.Cast<double, Vector<double>>(sum);
        var to = MemoryMarshal.Cast<float, Vector<float>>(mean);
        var divisors = new Vector<double>(divisor);
        for (var index = 0; index < to.Length; index++)
        {
            to[index] = Vector.Narrow(from[2 * index] / divisors, from[2 * index + 1] / divisors);
        }

        for (var index = to.Length * Vector<float>.Count; index < mean.Length; index++)
        {
            mean[index] = (float)(sum[index] / divisor);
        }
    }

    // A number minus itself is zero unless it is infinite or no number.
    private static bool AllFinite(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        foreach (var vector in vectors)
        {
            if (!Vector.EqualsAll(vector - vector, Vector<float>.Zero))
            {
                return false;
            }
        }

        foreach (var value in values[(vectors.Length * Vector<float>.Count)..])
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }
}
