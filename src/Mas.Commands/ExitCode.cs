namespace Mas.Commands;

/// <summary>What the command tells the program that called it.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A failure while working; a run that failed can be resumed.</summary>
    public const int Failed = 1;

    /// <summary>Bad input: an option, a file or a data set; nothing was written.</summary>
    public const int BadInput = 2;

    /// <summary>Interrupted from outside (128 + SIGINT); a run can be resumed.</summary>
    public const int Interrupted = 130;
}
