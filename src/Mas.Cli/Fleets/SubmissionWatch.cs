using Mas.Wire.Documents;

namespace Mas.Cli.Fleets;

/// <summary>Follows a submission.</summary>
/// <param name="writer">Where a line goes whenever something has changed.</param>
/// <param name="connection">The server.</param>
internal sealed class SubmissionWatch(TextWriter writer, OperatorConnection connection)
{
    private static readonly TimeSpan _glance = TimeSpan.FromSeconds(1);

    /// <summary>Follows it until it ends; a server that is away for a while is waited for.</summary>
    /// <returns>Whether its models are there.</returns>
    internal async Task<bool> ToTheEnd(string id, CancellationToken cancellation)
    {
        var told = "";
        while (true)
        {
            string line;
            try
            {
                var status = await connection.Status(cancellation);
                var submission = status.Submissions.Single(each => each.Id == id);
                line = Line(submission, status.Runs.SingleOrDefault(run => run.Id == submission.Run));
                if (submission.State is QueueState.Done or QueueState.Failed or QueueState.Cancelled)
                {
                    writer.WriteLine(line);
                    return submission.State == QueueState.Done;
                }
            }
            catch (IOException away)
            {
                line = away.Message;
            }

            if (line != told)
            {
                writer.WriteLine(told = line);
            }

            await Task.Delay(_glance, cancellation);
        }
    }

    private static string Line(SubmissionStatus submission, RunStatus? run) =>
        $"{submission.Id}  {submission.State.ToString().ToLowerInvariant()}"
        + (run is null ? "" : $"  {run.Id}, round {run.Round} of {run.Rounds}")
        + (submission.Why is null ? "" : $"  {submission.Why}");
}
