using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Learning;
using Mas.Server.Certificates;

namespace Mas.Cli.Verbs;

/// <summary><c>mas certificate</c>: what a server needs to speak TLS, and devices to know it by.</summary>
internal static class CertificateVerb
{
    private const int StandardDays = 365;
    private const int MostDays = 3650;

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var names = Choice.Word(
            "--name", "LIST", "localhost,127.0.0.1", "The names and addresses by which the server will be found, with commas "
            + "between.");
        var days = Choice.Whole("--days", StandardDays, $"How long the certificate is good; 1 to {MostDays}.");
        var folder = Choice.Word("--out", "DIR", "tls", "The folder to write into; made where it is missing.");
        var verb = new Command(
            "certificate",
            $"Makes a certificate with which a server speaks TLS, {DevelopmentCertificate.CertificateFile}, and its key, "
            + $"{DevelopmentCertificate.KeyFile}, which stays with the server. It signs itself: devices and operators are "
            + "given its file, and trust that one server by it.")
        {
            names, days, folder,
        };
        verb.SetAction(parsed =>
        {
            var (good, directory) = (parsed.GetValue(days), parsed.GetValue(folder)!);
            if (FleetChoices.Within("--days", good, 1, MostDays).FirstOrDefault() is { } fault)
                throw new InputException(fault);
            string[] found = parsed.GetValue(names)!.Split(',', StringSplitOptions.TrimEntries);
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
