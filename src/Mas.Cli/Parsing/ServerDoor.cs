using Mas.Device.Connections;

namespace Mas.Cli.Parsing;

/// <summary>Where and how an operator speaks to a server.</summary>
/// <param name="Server">The server's address.</param>
/// <param name="Trust">By whose word it is taken for that server.</param>
/// <param name="Key">The operator's key.</param>
internal sealed record ServerDoor(Uri Server, ServerTrust Trust, string Key);
