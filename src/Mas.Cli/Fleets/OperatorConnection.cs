using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Mas.Cli.Parsing;
using Mas.Device.Connections;
using Mas.Learning;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Cli.Fleets;

/// <summary>An operator's requests to a server. What it refuses is bad input; a
/// server that is away, has failed or is asked too much is not.</summary>
internal sealed class OperatorConnection : IDisposable
{
    private const string PartialSuffix = ".partial";

    private readonly ServerRoute _route;
    private readonly HttpClient _http;

    /// <summary>Nothing is sent yet.</summary>
    /// <param name="access">Where and how.</param>
    /// <exception cref="InputException">The address is another machine's, and not of https.</exception>
    internal OperatorConnection(ServerAccess access)
    {
        _route = new ServerRoute(access.Server, access.Trust);
        _http = _route.Client();
        _http.MaxResponseContentBufferSize = Protocol.LongestStatus;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", access.Key);
    }

    /// <summary>The fleet at this moment.</summary>
    /// <exception cref="InputException">The server refuses; says why.</exception>
    /// <exception cref="IOException">It cannot be reached, or is none.</exception>
    /// <exception cref="UntrustedServerException">Whoever answers there is not this server; says why.</exception>
    internal async Task<FleetStatus> Status(CancellationToken cancellation) =>
        Understood(await Send(HttpMethod.Get, Paths.Fleet, null, cancellation), bytes => FleetStatus.Parse(bytes));

    /// <summary>Submits tasks.</summary>
    /// <returns>The submission's name.</returns>
    /// <inheritdoc cref="Status"/>
    internal async Task<string> Submit(SubmissionDocument asked, CancellationToken cancellation) => Understood(
        await Send(HttpMethod.Post, Paths.Submissions, asked.ToBytes(), cancellation),
        bytes => SubmittedDocument.Parse(bytes)).Id;

    /// <summary>Takes a submission back.</summary>
    /// <inheritdoc cref="Status"/>
    internal Task Cancel(string id, CancellationToken cancellation) =>
        Send(HttpMethod.Delete, Paths.Submission(Uri.EscapeDataString(id)), null, cancellation);

    /// <summary>Approves a split.</summary>
    /// <inheritdoc cref="Status"/>
    internal Task Approve(string run, string? groups, CancellationToken cancellation) => Send(
        HttpMethod.Post, Paths.Split(Uri.EscapeDataString(run)), new ApprovalDocument(groups).ToBytes(), cancellation);

    /// <summary>Fetches the models of a submission that is done, and its run's result, into a folder.</summary>
    /// <returns>The files of the models.</returns>
    /// <inheritdoc cref="Status"/>
    internal async Task<IReadOnlyList<string>> Fetch(string id, string folder, CancellationToken cancellation)
    {
        var name = Uri.EscapeDataString(id);
        var fetched = Understood(
            await Send(HttpMethod.Get, Paths.SubmissionModels(name), null, cancellation),
            bytes => FetchDocument.Parse(bytes));
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The folder {folder} cannot be made: {fault.Message}", fault);
        }

        var files = new List<string>();
        foreach (var model in fetched.Models)
        {
            if (!IsName(model.Name) || !Sha256Name.IsOne(model.Sha256))
            {
                throw new IOException($"The server names a model '{model.Name}', which is no name of one.");
            }

            var path = Path.Combine(folder, model.Name + ".safetensors");
            await Download(Paths.SubmissionModel(name, model.Sha256), path, model.Sha256, cancellation);
            files.Add(path);
        }

        await Download(Paths.SubmissionResult(name), Path.Combine(folder, "result.json"), null, cancellation);
        return files;
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _http.Dispose();

    /// <summary>Whether a file may be called so: a server's word is no path here.</summary>
    private static bool IsName(string name) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-');

    private static T Understood<T>(byte[] bytes, Func<byte[], T> parse)
    {
        try
        {
            return parse(bytes);
        }
        catch (InvalidDataException fault)
        {
            throw new IOException($"The server cannot be understood: {fault.Message}", fault);
        }
    }

    private async Task Download(string target, string path, string? sha256, CancellationToken cancellation)
    {
        using var answer = await Answer(HttpMethod.Get, target, null, cancellation);
        var partial = path + PartialSuffix;
        try
        {
            await using (var file = new FileStream(partial, FileMode.Create, FileAccess.ReadWrite))
            {
                await answer.Content.CopyToAsync(file, cancellation);
                file.Position = 0;
                var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
                if (sha256 is not null && found != sha256)
                    throw new IOException($"{path} came garbled: its SHA-256 is {found}, not {sha256}.");
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private async Task<byte[]> Send(HttpMethod method, string target, byte[]? body, CancellationToken cancellation)
    {
        using var answer = await Answer(method, target, body, cancellation);
        return await answer.Content.ReadAsByteArrayAsync(cancellation);
    }

    /// <summary>The head of an answer that is no refusal; its body is still to be read.</summary>
    private async Task<HttpResponseMessage> Answer(
        HttpMethod method, string target, byte[]? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, target)
        {
            Content = body is null ? null : new ByteArrayContent(body),
        };
        HttpResponseMessage answer;
        try
        {
            answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (HttpRequestException wrong) when (_route.Untrusted(wrong) is { } untrusted)
        {
            throw untrusted;
        }
        catch (HttpRequestException away)
        {
            throw new IOException(_route.Unreachable(away), away);
        }

        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
        {
            var bytes = await answer.Content.ReadAsByteArrayAsync(cancellation);
            var sentence = Understood(bytes, sent => RefusalDocument.Parse(sent)).Title;
            throw answer.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
                ? new IOException(sentence)
                : new InputException(sentence);
        }
    }
}
