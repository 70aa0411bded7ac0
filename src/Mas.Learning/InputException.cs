namespace Mas.Learning;

/// <summary>
/// Something the user gave (a file, an option, a data set) cannot be used. The message is one clear sentence, or
/// several where several faults were found at once: each names the file, option or value and what would be right.
/// </summary>
/// <param name="message">What was found and what would be right, for a person to read.</param>
/// <param name="innerException">The cause, where another exception told of it.</param>
public sealed class InputException(string message, Exception? innerException = null)
    : Exception(message, innerException);
