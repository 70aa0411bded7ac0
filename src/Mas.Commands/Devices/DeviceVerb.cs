using System.Net;
using Mas.Commands.Parsing;
using Mas.Device;
using Mas.Device.Connections;
using Mas.Learning;
using Mas.Learning.Catalogues;
using Mas.Learning.Examples;
using Mas.Learning.Files;
using Mas.Vision.Taskonomy;

namespace Mas.Commands.Devices;

/// <summary>
/// <c>mas device</c>, and the program <c>mas-device</c>: a device that works for a fleet until it is stopped.
/// </summary>
internal static class DeviceVerb
{
    /// <summary>The verb.</summary>
    /// <param name="path">How it is typed: <c>mas device</c>, where it is a verb of a command.</param>
    /// <param name="terminal">Where to write.</param>
    /// <param name="learning">The objectives, parts of models and sources of data that the device knows.</param>
    public static Verb Create(string path, Terminal terminal, LearningCatalogue learning)
    {
        var certificate = Choice.Place(
            "--certificate", "FILE", "The certificate to show to a server that asks for one (mas serve --client-ca), as "
            + "PEM. Read again when its files change. Default: none.");
        var certificateKey = Choice.Place(
            "--certificate-key", "FILE", "The certificate's key as PEM, without a password. Default: the certificate's "
            + "file.");
        var data = Choice.Required(
            "--data", "PLACE", "The device's data: a folder of pictures in Taskonomy's layout or, with --source, data of another "
            + "kind, such as a table's file. Pictures and rows never leave this machine; of a table or labels, sums of columns "
            + "and the names of categories do.");
        var source = Choice.OneOf(
            "--source", TaskonomySource.Instance.Name,
            [.. learning.Sources.Select(source => source.Name)], "The kind of data.");
        var cache = Choice.Place(
            "--cache", "DIR", "The folder for packed pictures. Default: one in the device's own folder.");
        var building = Choice.Place(
            "--building", "NAME", "The name of this device's client: a building, or a value of --client; required for a table "
            + "without --client. Default: the only client in the data.");
        var client = Choice.Place(
            "--client", "COLUMN", "For a table or labels: the column that names the client of each row. Default: all rows are "
            + "those of --building.");
        var tasks = Choice.Place(
            "--tasks", "LETTERS", "The tasks to learn, one letter each. Default: all that the folder has maps for.");
        var folder = Choice.Word(
            "--folder", "DIR", "device", "The device's own folder: its key and the models it has fetched.");
        var token = Choice.Place(
            "--token", "TOKEN", "The token to join with, made by mas token. Default: the environment "
            + $"variable {EnvironmentVariables.Token}, which, unlike a command line, other users cannot read. A device that has "
            + "joined needs neither.");
        var threads = Choice.Threads("train");
        var attached = Choice.Switch(
            "--until-input-ends", "Stop when standard input closes, as it does when the process that started the "
            + "device ends.");
        var verb = new Verb(
            path.Split(' ')[^1],
            "Trains for a fleet on its own data: requests orders, trains, sends updates. It opens every connection "
            + "itself. If interrupted, it stops after the current batch; if restarted, it continues.",
            $"{path} --server https://fleet.example.org --data DIR --token TOKEN",
            $"{path} --server http://localhost:8080 --data DIR --building ashford");
        var server = new ServerAddress(verb);
        verb.Add(ServerAddress.Heading, token, certificate, certificateKey);
        verb.Add("Data", data, source, cache, building, client, tasks);
        var limits = new OwnLimitChoices(verb);
        verb.Add("Running", folder, threads, attached);
        string[] columns = [.. learning.Sources.OfType<IColumnSource>().Select(known => known.Name)];
        verb.Faults = parsed =>
        [
            .. parsed.GetValue(certificateKey) is not null && parsed.GetValue(certificate) is null
                ? ["--certificate-key needs --certificate: the file of the certificate it belongs to."] : Array.Empty<string>(),
            .. parsed.GetValue(client) is not null && !columns.Contains(parsed.GetValue(source))
                ? ["--client is for data with columns; expected --source " + string.Join(" or ", columns) + " with it."]
                : Array.Empty<string>(),
        ];
        verb.SetAction(parsed =>
        {
            var (address, trust) = server.Read(parsed);
            var options = limits.Read(parsed, new DeviceOptions
            {
                Learning = learning,
                Server = address,
                Trust = trust,
                Certificate = parsed.GetValue(certificate) is { } file
                    ? ClientCertificate.Read(file, parsed.GetValue(certificateKey)) : null,
                Folder = parsed.GetValue(folder)!,
                Data = parsed.GetValue(data)!,
                Source = parsed.GetValue(source)!,
                Cache = parsed.GetValue(cache),
                Building = parsed.GetValue(building),
                ClientColumn = parsed.GetValue(client),
                Tasks = parsed.GetValue(tasks),
                Token = parsed.GetValue(token) ?? Environment.GetEnvironmentVariable(EnvironmentVariables.Token),
                Threads = parsed.GetValue(threads),
            });
            OwnFiles.MakeNoOthers();
            return Work(terminal, options, parsed.GetValue(attached));
        });
        return verb;
    }

    private static int Work(Terminal terminal, DeviceOptions options, bool untilInputEnds)
    {
        using var interruption = new Interruption(terminal);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(interruption.Token);
        if (untilInputEnds)
        {
            _ = Task.Run(() =>
            {
                Console.In.ReadToEnd();
                stop.Cancel();
            });
        }

        return interruption.Guard(() => "The device returned its order; if restarted, it continues.", () =>
        {
            using var agent = new DeviceAgent(options, terminal.Error.WriteLine, TimeProvider.System);
            try
            {
                agent.Run(stop.Token).GetAwaiter().GetResult();
            }
            catch (OperationCanceledException) when (!interruption.Token.IsCancellationRequested)
            {
                // The process that started it has ended.
            }
            catch (RefusedException refused) when (refused.Status
                is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                or HttpStatusCode.Conflict or HttpStatusCode.MisdirectedRequest or HttpStatusCode.UpgradeRequired)
            {
                // Starting again does not help: an invalid token, name or address, an unknown key, another device of
                // the client, another protocol.
                throw new InputException(
                    options.Token is null && refused.Status is HttpStatusCode.Unauthorized
                        ? $"{refused.Message} Give --token, made by mas token, or set {EnvironmentVariables.Token}."
                        : refused.Message,
                    refused);
            }

            return ExitCode.Done;
        });
    }
}
