using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mas.Learning.Data;

/// <summary>
/// A digest of what a data set holds: two data sets with equal digests train the same. It is computed from the packed
/// pixels, the views' names and splits and the constants of normalisation, for a picture size and some tasks; the
/// files' location, modification times and compression do not matter.
/// </summary>
/// <param name="Sha256">Hexadecimal SHA-256 of everything, lower case.</param>
/// <param name="Reading">The same, of the picture size, the tasks and the constants alone.</param>
/// <param name="Buildings">The buildings, by name in ordinal order.</param>
public sealed record DatasetDigest(string Sha256, string Reading, IReadOnlyList<BuildingDigest> Buildings)
{
    private const int Told = 3;

    /// <summary>Changes whenever the digest of the same data does.</summary>
    private const int Version = 1;

    /// <summary>The digest of a data set that is open.</summary>
    internal static DatasetDigest Of(
        DatasetDescription description, IReadOnlyList<MapFormat> formats, int imageSize,
        IReadOnlyList<BuildingFiles> files, Split[][] splits, PackedRecords[] records)
    {
        var reading = Hash(
        [
            $"{Version} {imageSize}",
            .. formats.Select(format => (format.Folder, Constants: description.StoredNormalisationOf(format)))
                .Select(field => $"{field.Folder} {Numbers(field.Constants.Shift)} {Numbers(field.Constants.Scale)}"),
        ]);
        BuildingDigest[] buildings =
        [
            .. files.Select((building, i) => new BuildingDigest(building.Name, building.Views.Count, Hash(
            [
                .. building.Views.Select((view, j) => $"{view.Name} {splits[i][j]}"),
                records[i].Sha256,
            ]))),
        ];
        return new DatasetDigest(
            Hash([reading, .. buildings.Select(building => $"{building.Name} {building.Sha256}")]), reading, buildings);
    }

    /// <summary>What has changed, as a sentence about the data that are there now.</summary>
    /// <param name="now">The digest of the data that are there now, which differs.</param>
    public string Difference(DatasetDigest now)
    {
        ArgumentNullException.ThrowIfNull(now);
        string[] changes =
        [
            .. Buildings.ExceptBy(now.Buildings.Select(building => building.Name), building => building.Name)
                .Select(building => $"building {building.Name} is missing"),
            .. now.Buildings.ExceptBy(Buildings.Select(building => building.Name), building => building.Name)
                .Select(building => $"building {building.Name} is new"),
            .. Buildings.Join(now.Buildings, building => building.Name, building => building.Name, Change)
                .OfType<string>(),
        ];
        if (changes.Length == 0)
            return "dataset.json has different normalisation constants";
        var more = changes.Length > Told ? $", and {Plural.Of(changes.Length - Told, "more change")}" : "";
        return string.Join(", ", changes.Take(Told)) + more;
    }

    private static string? Change(BuildingDigest before, BuildingDigest now) =>
        before.Views != now.Views ? $"building {now.Name} has {Plural.Of(now.Views, "view")} instead of {before.Views}"
        : before.Sha256 != now.Sha256 ? $"building {now.Name} has different pictures, maps or splits"
        : null;

    private static string Numbers(IReadOnlyList<float> numbers) =>
        string.Join(',', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));

    private static string Hash(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
}
