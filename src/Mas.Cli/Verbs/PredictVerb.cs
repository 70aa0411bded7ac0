using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Cli.Predictions;
using Mas.Federation.Runs;
using Mas.Labels;
using Mas.Learning;
using Mas.Learning.Files;
using Mas.Tables;
using Mas.Vision.Png;
using Mas.Vision.Taskonomy;

namespace Mas.Cli.Verbs;

/// <summary><c>mas predict</c>: what the models of a run or a file predict for examples.</summary>
internal static class PredictVerb
{
    private const int MaximumCount = 64;

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("MODEL")
        {
            Description = "The folder of a run, or an ONNX file that mas export has written.",
        };
        var picture = Choice.Place(
            "--picture", "FILE", "A picture of your own, of any size: PNG; for models of labels also JPEG, WebP or TIFF.");
        var data = Choice.Place(
            "--data", "PLACE", "A table with the columns that the model reads, or a data set in Taskonomy's layout. Default: "
            + "the run's own.");
        data.Aliases.Add("--table");
        var cache = RunChoice.Cache();
        var building = Choice.Place("--building", "NAME", "A building of the data set, for --view.");
        var view = Choice.Whole(
            "--view", 0, new(0, int.MaxValue), "The index of a view among those of --building in --split");
        var split = SplitChoice.Create("The views of the data set");
        var count = Choice.Whole(
            "--count", 4, new(1, MaximumCount), "Number of views of the chosen split, spread over the buildings");
        var place = Choice.Required(
            "--out", "FILE", "The file to write: CSV for numbers and classes, PNG for maps.");
        var verb = new Verb(
            "predict",
            "Predicts with trained models. For a table, it writes a column per target, in its own unit, and the probability of "
            + "every class. Of pictures, draws the map of every task alongside the picture and, where it is known, the truth.",
            "mas predict runs/first --out predicted.png",
            "mas predict runs/first --picture photo.png --out predicted.png",
            "mas predict runs/air --table new.csv --out predicted.csv",
            "mas predict models/sdn.onnx --picture photo.png --out predicted.png")
        {
            model,
        };
        verb.Add(OptionSection.Data, picture, data, cache, building, view, split, count);
        verb.Add(OptionSection.Results, place);
        verb.Faults = parsed => Faults(parsed.GetValue(picture), parsed.GetValue(building), parsed.GetValue(place)!);
        verb.SetAction(parsed =>
        {
            using var interruption = new Interruption(terminal);
            return interruption.Guard(() => "", () =>
            {
                var (path, file) = (parsed.GetValue(model)!, parsed.GetValue(place)!);
                using var predictor = Open(path);
                CheckFits(
                    path, file, predictor,
                    new Option[] { picture, data, cache, building, view, split, count }
                        .Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name));
                if (predictor.MakesRows)
                {
                    var (examples, fill) = predictor.Input.IsFlat
                        ? Table(predictor, parsed.GetValue(data), path, interruption.Token)
                        : Picture(predictor, parsed.GetValue(picture)
                            ?? throw new InputException($"{path} reads one picture at a time; give --picture."));
                    DurableFile.Write(file, stream =>
                    {
                        using var writer = new StreamWriter(stream, leaveOpen: true);
                        PredictionTable.Write(writer, predictor, examples, fill, interruption.Token);
                    });
                }
                else
                {
                    var chosen = SplitChoice.Of(parsed.GetValue(split)!);
                    var (views, description) = Views(
                        predictor, parsed.GetValue(picture), parsed.GetValue(data), parsed.GetValue(cache),
                        dataset => parsed.GetValue(building) is { } name
                            ? [PredictionViews.Named(dataset, name, chosen, parsed.GetValue(view))]
                            : PredictionViews.Spread(dataset, chosen, parsed.GetValue(count)),
                        interruption.Token);
                    var sheet = PredictionSheet.Draw(predictor, views, description);
                    DurableFile.Write(file, stream => stream.Write(PngCodec.Encode(sheet)));
                }

                terminal.Out.WriteLine(file);
                return ExitCode.Done;
            });
        });
        return verb;
    }

    private static IPredictor Open(string path) => File.Exists(path)
        ? new OnnxPredictor(path) : new RunPredictor(RunFolder.Look(path, CommandCatalogue.Learning));

    /// <summary>Refuses options that are not for the kind of model.</summary>
    private static void CheckFits(string path, string file, IPredictor predictor, IEnumerable<string> given)
    {
        var source = predictor.Input.IsFlat ? "--data" : "--picture";
        string[] others = [.. given.Where(name => predictor.MakesRows && name != source)];
        if (others.Length > 0)
        {
            throw new InputException(
                $"{path} reads {(predictor.Input.IsFlat ? "a table" : "one picture at a time")}; leave out "
                + $"{WordList.Of(others)}.");
        }

        var ending = predictor.MakesRows ? ResultPlace.Table : ResultPlace.Picture;
        if (!ResultPlace.EndsIn(file, ending))
        {
            throw new InputException(ValueFault.Of(
                "--out", $"'{file}'",
                $"a file that ends in {ending}, as {path} predicts {(predictor.MakesRows ? "numbers and classes" : "maps")}"));
        }
    }

    private static (int Count, Action<Memory<float>, int> Fill) Table(
        IPredictor predictor, string? data, string path, CancellationToken cancellation)
    {
        if (predictor.Meaning.Channels.Count != predictor.Input.Channels)
        {
            throw new InputException(
                $"{path} does not say which columns its model reads; expected the run of a table that this version of Mas "
                + "trained, or a file exported from one.");
        }

        var table = TableInputs.Open(
            data ?? predictor.DataPlace ?? throw new InputException($"{path} has no data of its own; give --table."),
            predictor.Meaning.Channels, cancellation);
        return (table.Count, (to, row) => table.Fill(to.Span, row));
    }

    private static (int Count, Action<Memory<float>, int> Fill) Picture(IPredictor predictor, string file)
    {
        var square = SquarePicture.Read(file, predictor.Input.Height);
        return (1, (to, _) => square.CopyTo(to));
    }

    private static (IReadOnlyList<PredictionView> Views, DatasetDescription Description) Views(
        IPredictor predictor, string? file, string? data, string? cache,
        Func<Dataset, IReadOnlyList<PredictionView>> choose, CancellationToken cancellation)
    {
        if (file is not null)
        {
            // The data set, which need not exist, says how maps are normalised.
            return (
                [PredictionViews.File(file, predictor.Input.Height)],
                (data ?? predictor.DataPlace) is { } place ? DatasetDescription.Read(place) : new DatasetDescription());
        }

        using var opened = predictor.OpenData(data, cache, cancellation);
        var dataset = PredictionViews.Pictures(opened);
        return (choose(dataset), dataset.Description);
    }

    private static IEnumerable<string> Faults(string? file, string? building, string place)
    {
        if (file is not null && building is not null)
        {
            yield return "--picture and --building exclude each other; give one of them.";
        }

        if (file is not null && !File.Exists(file))
        {
            yield return ValueFault.Of("--picture", $"'{file}'", "a file that exists");
        }

        if (ResultPlace.Fault("--out", place, ResultPlace.Picture, ResultPlace.Table) is { } wrong)
        {
            yield return wrong;
        }
    }
}
