using System.Diagnostics;

namespace Mas.Tests;

/// <summary>A fact that needs Python with PyTorch; skipped, and saying so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresTorchFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Found = new(() =>
        new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(python => Run(python, "-c", "import torch, numpy") == 0));

    public RequiresTorchFactAttribute()
    {
        if (Found.Value is null)
        {
            Skip = "Needs Python with PyTorch and NumPy (Debian: python3-torch); neither python3 nor /usr/bin/python3 has it.";
        }
    }

    /// <summary>The interpreter that has PyTorch, or null.</summary>
    internal static string? Python => Found.Value;

    /// <summary>Runs a program to its end; its exit code, or null where it cannot be started.</summary>
    internal static int? Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
