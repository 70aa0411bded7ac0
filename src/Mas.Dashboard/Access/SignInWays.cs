using Mas.Server.Security;

namespace Mas.Dashboard.Access;

/// <summary>The ways to sign in, as the page shows them.</summary>
/// <param name="OpenId">The provider; null = keys alone.</param>
internal sealed record SignInWays(OpenIdTerms? OpenId);
