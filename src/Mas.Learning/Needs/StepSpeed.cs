namespace Mas.Learning.Needs;

/// <summary>How fast training is here, found in a moment: what a device measures of itself.</summary>
public static class StepSpeed
{
    private const int WarmUpSteps = 3;

    /// <summary>Floating-point operations a second that steps sustain.</summary>
    /// <param name="options">The model, its batch, and the threads that share a step.</param>
    /// <param name="seconds">How long to look, after a warm-up; at least one step is taken.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the work between two steps.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static double Measure(
        TimedModelOptions options, double seconds, TimeProvider time, CancellationToken cancellation)
    {
        using var bed = new TimedModel(options, time);
        for (var step = 0; step < WarmUpSteps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            bed.Step();
        }

        var (began, operations, passed) = (time.GetTimestamp(), 0.0, 0.0);
        while (passed < seconds || passed == 0)
        {
            cancellation.ThrowIfCancellationRequested();
            operations += bed.Step();
            passed = time.GetElapsedTime(began).TotalSeconds;
        }

        return operations / passed;
    }
}
