using System.Net;
using System.Net.Http.Headers;
using Mas.Cli.Parsing;
using Mas.Device.Connections;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Files;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Cli.Fleets;

/// <summary>An operator's requests to a server. What it refuses is bad input; a
/// server that is away, has failed or is asked too much is not.</summary>
internal sealed class OperatorConnection : IDisposable
{
    private readonly ServerRoute _route;
    private readonly HttpClient _http;

    /// <summary>Nothing is sent yet.</summary>
    /// <param name="access">The server's address, how it is trusted, and the key.</param>
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
    /// <exception cref="IOException">It cannot be reached, or cannot answer now.</exception>
    /// <exception cref="BlockedException">A proxy or gateway refuses permanently.</exception>
    /// <exception cref="UntrustedServerException">
    /// The answering machine cannot prove that it is this server; the message says why.
    /// </exception>
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

    /// <summary>Takes a run that failed up again.</summary>
    /// <inheritdoc cref="Status"/>
    internal Task Retry(string run, CancellationToken cancellation) =>
        Send(HttpMethod.Post, Paths.Retry(Uri.EscapeDataString(run)), null, cancellation);

    /// <summary>
    /// Fetches the models of a submission that is done, and its run's result, into a folder. A model that is there
    /// already is not fetched again.
    /// </summary>
    /// <returns>The files of the models.</returns>
    /// <exception cref="InputException">
    /// The server refuses, or a file of that name has different content; then nothing was written.
    /// </exception>
    /// <inheritdoc cref="Status"/>
    internal async Task<IReadOnlyList<string>> Fetch(string id, string folder, CancellationToken cancellation)
    {
        var name = Uri.EscapeDataString(id);
        var fetched = Understood(
            await Send(HttpMethod.Get, Paths.SubmissionModels(name), null, cancellation),
            bytes => FetchDocument.Parse(bytes));
        if (fetched.Models.FirstOrDefault(model => !IsName(model.Name) || !Sha256Name.IsOne(model.Sha256)) is { } wrong)
        {
            throw new IOException($"The server names a model '{wrong.Name}', which is not a valid name.");
        }

        if (fetched.Models.DistinctBy(model => model.Name).Count() != fetched.Models.Count)
        {
            throw new IOException("The server gives two models the same name.");
        }

        // A result of another run has the same name: by it a folder that holds other models is known at once.
        var result = await Send(HttpMethod.Get, Paths.SubmissionResult(name), null, cancellation);
        var (resultFile, resultSha256) = (Path.Combine(folder, ResultFile.FileName), Sha256Name.Of(result));
        var files = fetched.Models.ToDictionary(model => Path.Combine(folder, model.Name + ".safetensors"));
        IsThere(resultFile, resultSha256);
        foreach (var (file, model) in files)
        {
            IsThere(file, model.Sha256);
        }

        NamedFolder.Create("The folder", folder);
        await Keep(resultFile, resultSha256, new MemoryStream(result), cancellation);
        foreach (var (file, model) in files.Where(each => !IsThere(each.Key, each.Value.Sha256)))
        {
            using var answer = await Answer(
                HttpMethod.Get, Paths.SubmissionModel(name, model.Sha256), null, cancellation);
            await Keep(file, model.Sha256, await answer.Content.ReadAsStreamAsync(cancellation), cancellation);
        }

        return [.. files.Keys];
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

    /// <summary>Whether a file exists with this content.</summary>
    /// <exception cref="InputException">It exists with different content.</exception>
    private static bool IsThere(string path, string sha256)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var file = File.OpenRead(path);
        return Sha256Name.Of(file) == sha256
            ? true
            : throw new InputException(
                $"{path} already exists with different content; give another --out, or remove "
                + "the file.");
    }

    private static async Task Keep(string path, string sha256, Stream content, CancellationToken cancellation)
    {
        using var incoming = new IncomingFile(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await content.CopyToAsync(incoming.Content, cancellation);
        incoming.Content.Position = 0;
        if (Sha256Name.Of(incoming.Content) is var found && found != sha256)
        {
            throw new IOException($"{path} arrived corrupted: its SHA-256 is {found}, not {sha256}.");
        }

        if (!incoming.TryKeep(path))
        {
            IsThere(path, sha256);
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

        if (ForeignAnswer.IsGranted(answer))
        {
            return answer;
        }

        using (answer)
        {
            var status = answer.StatusCode;
            if (await ForeignAnswer.Refusal(answer, cancellation) is not { } sentence)
            {
                sentence = ForeignAnswer.Sentence(_http.BaseAddress!, answer);
                throw ForeignAnswer.Stays(status) ? new BlockedException(status, sentence) : new IOException(sentence);
            }

            throw status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
                ? new IOException(sentence)
                : new InputException(sentence);
        }
    }
}
