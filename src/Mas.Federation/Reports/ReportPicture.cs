namespace Mas.Federation.Reports;

/// <summary>A picture for the report, drawn by whoever holds the models and the data.</summary>
/// <param name="Caption">What one sees, in one or two sentences.</param>
/// <param name="Png">The content of a PNG file.</param>
public sealed record ReportPicture(string Caption, byte[] Png);
