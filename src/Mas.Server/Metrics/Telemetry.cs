using Mas.Server.Orders;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Mas.Server.Metrics;

/// <summary>
/// Metrics and traces by OpenTelemetry's protocol, to where the environment says in OpenTelemetry's own variables, and
/// nowhere where it says nothing.
/// </summary>
internal sealed class Telemetry : IDisposable
{
    private const string Service = "mas-server";

    private readonly MeterProvider? _meters;
    private readonly TracerProvider? _traces;

    /// <summary>Begins to send what somebody wants sent.</summary>
    internal Telemetry()
    {
        // What comes later holds, so whoever names the service otherwise is heard.
        var resource = ResourceBuilder.CreateEmpty().AddService(Service).AddTelemetrySdk()
            .AddEnvironmentVariableDetector();
        if (IsWanted("METRICS"))
        {
            _meters = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
                .AddMeter(
                    FleetMeter.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
                    "System.Runtime")
                .AddOtlpExporter().Build();
        }

        if (IsWanted("TRACES"))
        {
            _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
                .AddSource(OrderSpan.Source, "Microsoft.AspNetCore")
                .AddOtlpExporter().Build();
        }
    }

    /// <summary>Sends what is left, and ends.</summary>
    public void Dispose()
    {
        _meters?.Dispose();
        _traces?.Dispose();
    }

    private static bool IsWanted(string signal) =>
        Said($"OTEL_{signal}_EXPORTER") != "none"
        && (Said("OTEL_EXPORTER_OTLP_ENDPOINT") is not null || Said($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT") is not null);

    private static string? Said(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } said ? said : null;
}
