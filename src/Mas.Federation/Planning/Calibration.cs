using Mas.Federation.Ledgers;
using Mas.Federation.Runs;
using Mas.Learning.Needs;
using Mas.Learning.Tasks;

namespace Mas.Federation.Planning;

/// <summary>
/// What planned work takes on this machine, from a few seconds of training steps of the smallest group there is, the
/// first task alone, and the largest, all tasks: processor time grows in a straight line with the operations a picture
/// takes, through these two.
/// </summary>
/// <param name="SecondsAPicture">Processor time a picture takes whatever its operations.</param>
/// <param name="SecondsAnOperation">Processor time of a floating-point operation.</param>
/// <param name="CpuSecondsASecond">Processor time a second gives while clients train.</param>
/// <param name="WattsBusy">Joules a second of processor time.</param>
/// <param name="Source">Where the joules come from.</param>
public sealed record Calibration(
    double SecondsAPicture, double SecondsAnOperation, double CpuSecondsASecond, double WattsBusy, EnergySource Source)
{
    /// <summary>How long each of the two is measured, after a warm-up.</summary>
    public const double SecondsEach = 1.5;

    /// <summary>Measures.</summary>
    /// <param name="options">The run's options: encoder, tasks, picture size, batch and threads count.</param>
    /// <param name="steps">What steps take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static Calibration Measure(
        RunOptions options, StepCounts steps, TimeProvider time, CancellationToken cancellation)
    {
        var meter = new EnergyMeter();
        var mark = meter.Mark();
        var all = Pace(options, options.Tasks, time, cancellation);
        var energy = meter.Since(mark, all.CpuSeconds);
        var (fixedSeconds, slope) = (0.0, all.CpuSecondsAPicture / steps.Plain(options, options.Tasks).Flops);
        if (options.TaskNames.Count > 1)
        {
            var first = TaskMarks.Write([options.TaskNames[0]]);
            var one = Pace(options, first, time, cancellation);
            var fewer = steps.Plain(options, first).Flops;
            var more = steps.Plain(options, options.Tasks).Flops;
            slope = Math.Max((all.CpuSecondsAPicture - one.CpuSecondsAPicture) / (more - fewer), 0);
            fixedSeconds = all.CpuSecondsAPicture - (slope * more);
        }

        return new Calibration(
            fixedSeconds, slope, all.CpuSecondsASecond, energy.Joules / all.CpuSeconds, energy.Source);
    }

    /// <summary>Processor time of a stage.</summary>
    public double CpuSeconds(StageCost stage) =>
        (SecondsAPicture * stage.Pictures) + (SecondsAnOperation * stage.Flops);

    /// <summary>Elapsed seconds of a stage whose clients keep all threads busy.</summary>
    public double Seconds(StageCost stage) => CpuSeconds(stage) / CpuSecondsASecond;

    /// <summary>Joules of a stage.</summary>
    public double Joules(StageCost stage) => CpuSeconds(stage) * WattsBusy;

    private static StepPace Pace(
        RunOptions options, string tasks, TimeProvider time, CancellationToken cancellation) => StepPace.Measure(
            new TimedModelOptions
            {
                Input = options.Input,
                Embeddings = options.Embeddings ?? [],
                Encoder = options.Encoder,
                Tasks = tasks,
                Learning = options.Known(),
                ImageSize = options.ImageSize,
                Batch = options.Batch,
                Threads = options.Threads,
            },
            SecondsEach, time, cancellation);
}
