using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Mas.Tests.Federation;
using Mas.Tests.House;
using Mas.Tests.Server.Certificates;

namespace Mas.Tests.Cli;

/// <summary>
/// An nginx of the test's own with what <c>deploy/nginx.conf</c> says; ports, certificate and what a test changes are
/// the only differences.
/// </summary>
internal sealed class NginxServer : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    /// <summary>Starts it.</summary>
    /// <param name="port">The port it listens to.</param>
    /// <param name="server">The port of the server behind it.</param>
    /// <param name="shown">Its certificate.</param>
    /// <param name="changes">What the file says, and what it is to say instead.</param>
    internal NginxServer(
        int port, int server, CertificateFolder shown, params IEnumerable<(string Says, string Instead)> changes)
    {
        var text = Repository.Text("deploy/nginx.conf");
        IEnumerable<(string Says, string Instead)> places =
        [
            ("listen 443 ssl;", $"listen 127.0.0.1:{port} ssl;"),
            ("http://127.0.0.1:7500;", $"http://127.0.0.1:{server};"),
            ("/etc/mas/certificate.pem", shown.Path),
            ("/etc/mas/certificate-key.pem", shown.KeyPath),
        ];
        foreach (var (says, instead) in places.Concat(changes))
        {
            Assert.Contains(says, text);
            text = text.Replace(says, instead, StringComparison.Ordinal);
        }

        Directory.CreateDirectory(_folder.Path);
        File.WriteAllText(_folder["mas.conf"], text);
        File.WriteAllText(_folder["nginx.conf"], $$"""
            daemon off;
            worker_processes 1;
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            pid {{_folder["pid"]}};
            error_log {{_folder["error.log"]}};
            events { }
            http {
                access_log off;
                client_body_temp_path {{_folder["body"]}};
                proxy_temp_path {{_folder["proxy"]}};
                fastcgi_temp_path {{_folder["fastcgi"]}};
                uwsgi_temp_path {{_folder["uwsgi"]}};
                scgi_temp_path {{_folder["scgi"]}};
                include {{_folder["mas.conf"]}};
            }
            """);
        _process = Process.Start(
            RequiresNginxFactAttribute.Program,
            ["-p", _folder.Path, "-c", _folder["nginx.conf"], "-e", _folder["error.log"]]);
        for (var end = Patience.End; !Listens(port); Thread.Sleep(Patience.Glance))
        {
            Assert.False(_process.HasExited || end.IsCancellationRequested, "nginx does not start.");
        }
    }

    public void Dispose()
    {
        // The master alone: it takes its worker along.
        using (var stop = Process.Start(
            RequiresNginxFactAttribute.Program,
            ["-p", _folder.Path, "-c", _folder["nginx.conf"], "-e", _folder["error.log"], "-s", "stop"]))
        {
            stop.WaitForExit();
        }

        if (!_process.WaitForExit(Patience.Whole))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        _folder.Dispose();
    }

    private static bool Listens(int port)
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
