using System.Globalization;
using System.Text;
using Mas.Engine.Randomness;
using Mas.Tables;
using Mas.Tests.Federation;

namespace Mas.Tests.Tables;

/// <summary>
/// A table whose truth is known: the level is 10 + 3 x + 2 where the wind is west, the alarm rings where x is positive.
/// Every client lacks the alarm but the first two; x is missing in every tenth row.
/// </summary>
internal static class SmallTable
{
    internal const string Header = "station,Date,x,wind,level,alarm";

    /// <summary>The lines of the table after the header.</summary>
    internal static IReadOnlyList<string> Lines(int clients, int rowsEach, ulong seed = 1)
    {
        var draws = new Seed(seed).Stream();
        var lines = new List<string>();
        for (var client = 0; client < clients; client++)
        {
            for (var row = 0; row < rowsEach; row++)
            {
                var (x, isWest) = (draws.NextGaussian(), draws.Next(2) == 1);
                var date = new DateTime(2024, 1, 1).AddHours(6 * row);
                var shown = row % 10 == 9 ? "NA" : x.ToString("R", CultureInfo.InvariantCulture);
                var alarm = client > 1 ? "" : x > 0 ? "yes" : "no";
                lines.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"s{client},{date:yyyy-MM-dd HH:mm},{shown},{(isWest ? "west" : "east")},"
                    + $"{10 + (3 * x) + (isWest ? 2 : 0):R},{alarm}"));
            }
        }

        return lines;
    }

    /// <summary>Writes a file and returns its path.</summary>
    internal static string Write(TemporaryFolder folder, params IEnumerable<string> lines)
    {
        var file = folder["table.csv"];
        File.WriteAllText(file, string.Join('\n', lines) + '\n', new UTF8Encoding(false));
        return file;
    }

    /// <summary>The options to learn level and alarm from all else.</summary>
    internal static TableOptions Options(string file) => new()
    {
        File = file,
        Client = "station",
        Targets = TableTarget.Parse("targets", "level:regression,alarm:class"),
    };
}
