namespace Mas.Wire.Documents;

/// <summary>What the server tells every caller: how to talk to it.</summary>
/// <param name="Protocol">Its version.</param>
/// <param name="Epoch">A random word, new at every start; every nonce begins with it.</param>
/// <param name="UnixSeconds">Its clock: a device whose own is wrong signs by this one.</param>
public sealed record HelloDocument(int Protocol, string Epoch, long UnixSeconds);
