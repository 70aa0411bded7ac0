namespace Mas.Device.Connections;

/// <summary>
/// The machine that answers at a server's address cannot prove that it is this server; the message says why.
/// </summary>
/// <param name="sentence">Why.</param>
public sealed class UntrustedServerException(string sentence) : Exception(sentence);
