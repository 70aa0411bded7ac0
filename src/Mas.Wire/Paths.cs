namespace Mas.Wire;

/// <summary>Where things lie on the server.</summary>
public static class Paths
{
    /// <summary>GET, unsigned: version, epoch and time.</summary>
    public const string Hello = "/v1";

    /// <summary>POST: joins.</summary>
    public const string Devices = "/v1/devices";

    /// <summary>GET, with <c>?wait=SECONDS</c>: the next order.</summary>
    public const string Orders = "/v1/orders";

    /// <summary>PUT renews the lease of an order, DELETE hands the order back.</summary>
    public static string Lease(string order) => $"{Orders}/{order}/lease";

    /// <summary>PUT: the weights of an update.</summary>
    public static string Weights(string order) => $"{Orders}/{order}/weights";

    /// <summary>PUT: the update itself, after its weights.</summary>
    public static string Update(string order) => $"{Orders}/{order}/update";

    /// <summary>GET, with ranges: a model's file.</summary>
    public static string Model(string sha256) => $"/v1/models/{sha256}";
}
