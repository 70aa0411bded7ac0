using Mas.Server.Orders;
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

    private readonly OpenTelemetrySdk? _sending;

    /// <summary>Begins to send what somebody wants sent.</summary>
    internal Telemetry()
    {
        var (metrics, traces) = (IsWanted("METRICS"), IsWanted("TRACES"));
        if (!metrics && !traces)
            return;

        // The framework's spans of requests name method and path only where they are asked to.
        AppContext.SetSwitch(BareSpans, false);
        _sending = OpenTelemetrySdk.Create(builder =>
        {
            // What comes later holds, so whoever names the service otherwise is heard.
            builder.ConfigureResource(resource => resource.AddService(Service).AddEnvironmentVariableDetector());
            if (metrics)
            {
                builder.WithMetrics(sent => sent.AddMeter(
                    FleetMeter.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
                    "System.Runtime"));
            }

            if (traces)
                builder.WithTracing(sent => sent.AddSource(OrderSpan.Source, "Microsoft.AspNetCore"));
            builder.UseOtlpExporter();
        });
    }

    /// <summary>Sends what is left, and ends.</summary>
    public void Dispose() => _sending?.Dispose();

    private static bool IsWanted(string signal) =>
        Said($"OTEL_{signal}_EXPORTER") != "none"
        && (Said("OTEL_EXPORTER_OTLP_ENDPOINT") is not null || Said($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT") is not null);

    private static string? Said(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } said ? said : null;
}
