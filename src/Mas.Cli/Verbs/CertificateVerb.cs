using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Server.Certificates;

namespace Mas.Cli.Verbs;

/// <summary><c>mas certificate</c>: what a server needs to speak TLS, and devices to know it by.</summary>
internal static class CertificateVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var names = Choice.Word(
            "--name", "LIST", "localhost,127.0.0.1", "The names and addresses of the server, separated by commas.");
        var days = Choice.Whole("--days", 365, new(1, 3650), "Days until the certificate expires");
        var folder = Choice.Word("--out", "DIR", "tls", "The folder to write into; created if missing.");
        var verb = new Verb(
            "certificate",
            "Makes a self-signed TLS certificate for a server. Devices and operators get its file, "
            + $"{DevelopmentCertificate.CertificateFile}, and trust that one server by it; its key, "
            + $"{DevelopmentCertificate.KeyFile}, stays with the server.",
            "mas certificate --name fleet.example.org");
        verb.Add(OptionSection.Results, names, days, folder);
        verb.SetAction(parsed =>
        {
            var (good, directory) = (parsed.GetValue(days), parsed.GetValue(folder)!);
            var found = parsed.GetValue(names)!.Split(',', StringSplitOptions.TrimEntries);
            DevelopmentCertificate.Write(directory, found, good, TimeProvider.System);
            var certificate = Path.Combine(directory, DevelopmentCertificate.CertificateFile);
            var key = Path.Combine(directory, DevelopmentCertificate.KeyFile);
            terminal.Out.WriteLine($"mas serve --certificate {certificate} --key {key}");
            terminal.Out.WriteLine($"mas device --server https://{found[0]}:PORT --ca {certificate}");
            return ExitCode.Done;
        });
        return verb;
    }
}
