using Mas.Learning;
using Mas.Server.Orders;
using Mas.Wire;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Mas.Server.Metrics;

/// <summary>
/// Metrics and traces by OpenTelemetry's protocol, to where the environment says in OpenTelemetry's own variables, and
/// nowhere where it says nothing. Made before the server is built.
/// </summary>
internal sealed class Telemetry : IDisposable
{
    private const string Service = "mas-server";
    private const string BareSpans = "Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData";

    private const string Metrics = "METRICS";
    private const string Traces = "TRACES";

    private readonly OpenTelemetrySdk? _sending;

    /// <summary>Starts sending what the environment asks for.</summary>
    internal Telemetry()
    {
        var (metrics, traces) = (IsWanted(Metrics), IsWanted(Traces));
        if (!metrics && !traces)
        {
            return;
        }

        // The exporter's clients take the process's proxies, those to this machine's own collector included.
        if (HttpClient.DefaultProxy is not OutwardProxy)
        {
            HttpClient.DefaultProxy = new OutwardProxy(HttpClient.DefaultProxy);
        }

        // The framework's spans of requests name method and path only where they are asked to.
        AppContext.SetSwitch(BareSpans, false);
        _sending = OpenTelemetrySdk.Create(builder =>
        {
            // The last setting wins, so a name from the environment is used.
            builder.ConfigureResource(resource => resource.AddService(Service).AddEnvironmentVariableDetector());
            if (metrics)
            {
                builder.WithMetrics(sent => sent.AddMeter(
                    FleetMeter.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
                    "System.Runtime"));
            }

            if (traces)
            {
                builder.WithTracing(sent => sent.AddSource(OrderSpan.Source, "Microsoft.AspNetCore"));
            }

            builder.UseOtlpExporter();
        });
    }

    /// <summary>Refuses to send anything to another machine in the clear.</summary>
    /// <exception cref="InputException">It would be in the clear, or an endpoint is not an address.</exception>
    internal static void Check()
    {
        foreach (var signal in new[] { Metrics, Traces }.Where(IsWanted))
        {
            var variable = Variables(signal).First(each => Said(each) is not null);
            if (!Uri.TryCreate(Said(variable), UriKind.Absolute, out var endpoint))
            {
                throw new InputException($"{variable} is '{Said(variable)}'; expected an address such as http://127.0.0.1:4317.");
            }

            if (endpoint.Scheme != Uri.UriSchemeHttps && !Loopback.IsNamed(endpoint.Host))
            {
                throw new InputException(
                    $"{variable} {endpoint} is on another machine; use an https address, or a collector "
                    + "on this machine.");
            }
        }
    }

    /// <summary>Sends what is left, and ends.</summary>
    public void Dispose() => _sending?.Dispose();

    private static bool IsWanted(string signal) =>
        Said($"OTEL_{signal}_EXPORTER") != "none" && Variables(signal).Any(variable => Said(variable) is not null);

    /// <summary>The variables that name the endpoint of a signal, the more specific first.</summary>
    private static string[] Variables(string signal) =>
        [$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"];

    private static string? Said(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } said ? said : null;
}
