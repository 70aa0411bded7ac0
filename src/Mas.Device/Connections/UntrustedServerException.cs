namespace Mas.Device.Connections;

/// <summary>What answers at a server's address cannot show that it is this server; says why.</summary>
/// <param name="sentence">Why.</param>
public sealed class UntrustedServerException(string sentence) : Exception(sentence);
