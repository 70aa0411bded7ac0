namespace Mas.Server.Orders;

/// <summary>
/// How devices are shared between runs: stride scheduling (Waldspurger and Weihl, 1995). The next order is that of the
/// run which has been served least in proportion to its weight, so that none starves. An order is charged when it is
/// lent, by what the run's orders took on average, and settled when it ends. Thread-safe.
/// </summary>
internal sealed class RunShares
{
    private const double FirstGuess = 1;

    private readonly Dictionary<string, Share> _shares = [];
    private readonly Lock _gate = new();

    /// <summary>
    /// A run joins in, as if it had been served like the least served of those there are; or changes its weight.
    /// </summary>
    internal void Join(string run, double weight)
    {
        lock (_gate)
        {
            Of(run).Weight = weight;
        }
    }

    /// <summary>A run has ended.</summary>
    internal void Leave(string run)
    {
        lock (_gate)
        {
            _shares.Remove(run);
        }
    }

    /// <summary>By how much a run has been served, in seconds over weight.</summary>
    internal double Served(string run)
    {
        lock (_gate)
        {
            return Of(run).Pass;
        }
    }

    /// <summary>An order of a run is lent.</summary>
    /// <returns>The seconds charged for it.</returns>
    internal double Charge(string run)
    {
        lock (_gate)
        {
            var share = Of(run);
            var seconds = share.Orders == 0 ? FirstGuess : share.Seconds / share.Orders;
            share.Pass += seconds / share.Weight;
            return seconds;
        }
    }

    /// <summary>An order of a run is over, or handed back.</summary>
    /// <param name="run">The run.</param>
    /// <param name="charged">What was charged for it.</param>
    /// <param name="took">How many seconds the device was at it.</param>
    internal void Settle(string run, double charged, double took)
    {
        lock (_gate)
        {
            if (!_shares.TryGetValue(run, out var share))
            {
                return;
            }

            share.Pass += (took - charged) / share.Weight;
            share.Seconds += took;
            share.Orders++;
        }
    }

    private Share Of(string run)
    {
        if (!_shares.TryGetValue(run, out var share))
        {
            share = new Share { Pass = _shares.Values.Select(other => other.Pass).DefaultIfEmpty(0).Min() };
            _shares.Add(run, share);
        }

        return share;
    }

    private sealed class Share
    {
        internal double Weight { get; set; } = 1;

        internal double Pass { get; set; }

        internal double Seconds { get; set; }

        internal int Orders { get; set; }
    }
}
