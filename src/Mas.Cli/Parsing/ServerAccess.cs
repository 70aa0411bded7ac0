using Mas.Device.Connections;

namespace Mas.Cli.Parsing;

/// <summary>How an operator reaches a server.</summary>
/// <param name="Server">The server's address.</param>
/// <param name="Trust">How the server is trusted.</param>
/// <param name="Key">The operator's key.</param>
internal sealed record ServerAccess(Uri Server, ServerTrust Trust, string Key);
