using System.Globalization;

namespace Mas.Wire;

/// <summary>Where things lie on the server.</summary>
public static class Paths
{
    /// <summary>GET, unsigned: version, epoch and time.</summary>
    public const string Hello = "/v1";

    /// <summary>POST: joins.</summary>
    public const string Devices = "/v1/devices";

    /// <summary>PUT: what a device states of itself.</summary>
    public const string Statement = "/v1/devices/self";

    /// <summary>GET, with <c>?wait=SECONDS</c>: the next order.</summary>
    public const string Orders = "/v1/orders";

    /// <summary>PUT renews the lease of an order, DELETE hands the order back.</summary>
    public static string Lease(string order) => $"{Orders}/{order}/lease";

    /// <summary>What an upload that goes on says in its query: from which byte.</summary>
    public const string From = "from";

    /// <summary>What an upload that goes on says in its query: the SHA-256 of all of it.</summary>
    public const string Whole = "sha256";

    /// <summary>Where an upload goes on that was cut.</summary>
    /// <param name="upload">Where it began.</param>
    /// <param name="first">From which byte.</param>
    /// <param name="sha256">The SHA-256 of all of it.</param>
    public static string GoingOn(string upload, long first, string sha256) =>
        string.Create(CultureInfo.InvariantCulture, $"{upload}?{From}={first}&{Whole}={sha256}");

    /// <summary>PUT: the weights of an update, or their rest; GET: how much of them has come.</summary>
    public static string Weights(string order) => $"{Orders}/{order}/weights";

    /// <summary>PUT: the update itself, after its weights.</summary>
    public static string Update(string order) => $"{Orders}/{order}/update";

    /// <summary>PUT: why there will be no update.</summary>
    public static string Failure(string order) => $"{Orders}/{order}/failure";

    /// <summary>GET, with ranges: a model's file.</summary>
    public static string Model(string sha256) => $"/v1/models/{sha256}";

    /// <summary>GET, an operator's: the status of the fleet.</summary>
    public const string Fleet = "/v1/fleet";

    /// <summary>POST, an operator's: submits tasks.</summary>
    public const string Submissions = "/v1/tasks";

    /// <summary>DELETE, an operator's: takes a submission back.</summary>
    public static string Submission(string id) => $"{Submissions}/{id}";

    /// <summary>GET, an operator's: which models a submission has.</summary>
    public static string SubmissionModels(string id) => $"{Submissions}/{id}/models";

    /// <summary>GET, an operator's, with ranges: a model's file.</summary>
    public static string SubmissionModel(string id, string sha256) => $"{Submissions}/{id}/models/{sha256}";

    /// <summary>GET, an operator's: the result of a submission's run.</summary>
    public static string SubmissionResult(string id) => $"{Submissions}/{id}/result";

    /// <summary>POST, an operator's: takes a run that failed up again.</summary>
    public static string Retry(string run) => $"/v1/runs/{run}/retry";

    /// <summary>POST, an operator's: approves the split of a run.</summary>
    public static string Split(string run) => $"/v1/runs/{run}/split";
}
