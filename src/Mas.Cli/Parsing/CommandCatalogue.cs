using Mas.Federation.Catalogues;
using Mas.Labels;
using Mas.Learning.Catalogues;
using Mas.Rooms;
using Mas.Tables;
using Mas.Vision;

namespace Mas.Cli.Parsing;

/// <summary>What the command's runs and devices choose from: all that comes with Mas.</summary>
internal static class CommandCatalogue
{
    /// <summary>What devices know.</summary>
    public static LearningCatalogue Learning { get; } =
        LearningCatalogue.Standard.WithPictures()
            .With(RoomsSource.Instance).With(TableSource.Instance).With(LabelsSource.Instance);

    /// <summary>What runs choose from.</summary>
    public static RunCatalogue Runs { get; } = RunCatalogue.Standard with { Learning = Learning };
}
