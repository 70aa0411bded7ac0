using System.Globalization;
using System.Text.Json.Serialization;
using Mas.Engine.Parameters;
using Mas.Engine.Randomness;
using Mas.Learning;
using Mas.Learning.Catalogues;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Wire.Documents;

/// <summary>
/// What a client is asked to do, without the model, which it names. Its bytes have a name of their own, their SHA-256:
/// the same order asked twice is the same order.
/// </summary>
public sealed record OrderDocument
{
    /// <summary>The version of the protocol.</summary>
    [JsonRequired]
    public int Protocol { get; init; } = Wire.Protocol.Version;

    /// <summary>The run that asks.</summary>
    public required string Run { get; init; }

    /// <summary>The client asked.</summary>
    public required string Client { get; init; }

    /// <summary>The model to train or to evaluate; null if the order needs none.</summary>
    [JsonRequired]
    public ModelReference? Model { get; init; }

    /// <summary>How to train the model; null if the order asks for something else.</summary>
    [JsonRequired]
    public TrainingDocument? Training { get; init; }

    /// <summary>On what to evaluate the model; null if the order asks for something else.</summary>
    [JsonRequired]
    public EvaluationDocument? Evaluation { get; init; }

    /// <summary>Which targets to count; null if the order asks for something else.</summary>
    [JsonRequired]
    public CountingDocument? Counting { get; init; }

    /// <summary>Which constants to test; null if the order asks for something else.</summary>
    [JsonRequired]
    public ConstantsDocument? Constants { get; init; }

    /// <summary>Which columns to sum; null if the order asks for something else.</summary>
    [JsonRequired]
    public SummingDocument? Summing { get; init; }

    /// <summary>How the client reads its columns; null where it has none, and if it is asked to sum them.</summary>
    [JsonRequired]
    public ColumnsDocument? Columns { get; init; }

    /// <summary>The tasks; empty where columns are summed.</summary>
    [JsonIgnore]
    public IReadOnlyList<TaskDescription> Tasks =>
        Training?.Tasks ?? Evaluation?.Tasks ?? Counting?.Tasks ?? Constants?.Tasks ?? [];

    /// <summary>The shape of what a model reads of an example, where the order is not to sum columns.</summary>
    [JsonIgnore]
    public FieldShape Input =>
        Training?.Settings.Input ?? Evaluation?.Input ?? Counting?.Input ?? Constants?.Input ?? default;

    /// <summary>What is asked, in a word.</summary>
    [JsonIgnore]
    public string Kind => Training is not null ? "training"
        : Evaluation is not null ? "evaluation"
        : Counting is not null ? "counting"
        : Constants is not null ? "constants" : "summing";

    /// <summary>The document of an order to train.</summary>
    /// <param name="order">The order.</param>
    /// <param name="run">The run that asks.</param>
    /// <param name="model">Where its parameters lie.</param>
    public static OrderDocument Of(Order order, string run, ModelReference model) => new()
    {
        Run = run,
        Client = order.Client,
        Model = model,
        Training = new TrainingDocument
        {
            Stage = order.Stage,
            Round = order.Round,
            Cohort = order.Cohort,
            Tasks = [.. order.Tasks.Select(task => task.Describe())],
            Settings = order.Settings,
            Balance = order.Balance,
            Seed = order.Seed.Value.ToString("x16", CultureInfo.InvariantCulture),
        },
    };

    /// <summary>The order, equal in every bit to the one the document was made of.</summary>
    /// <param name="parameters">The model, read from the file <see cref="Model"/> names.</param>
    /// <param name="catalogue">The objectives.</param>
    /// <exception cref="InvalidOperationException">The document asks for no training.</exception>
    /// <exception cref="InputException">The catalogue lacks what a task needs.</exception>
    public Order ToOrder(NamedTensors parameters, LearningCatalogue catalogue)
    {
        var training = Training ?? throw new InvalidOperationException("The order asks for no training.");
        return new Order
        {
            Client = Client,
            Parameters = parameters,
            Stage = training.Stage,
            Round = training.Round,
            Cohort = training.Cohort,
            Tasks = [.. training.Tasks.Select(catalogue.Resolve)],
            Settings = training.Settings,
            Balance = training.Balance,
            Seed = new Seed(ulong.Parse(training.Seed, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)),
        };
    }

    /// <summary>The document's bytes.</summary>
    public byte[] ToBytes() => WireJson.Write(this, WireJson.Default.OrderDocument);

    /// <summary>Reads a document and refuses an invalid one.</summary>
    /// <exception cref="InvalidDataException">It is no order a device can carry out; says why.</exception>
    public static OrderDocument Parse(ReadOnlySpan<byte> bytes)
    {
        var document = WireJson.Read(bytes, WireJson.Default.OrderDocument);
        DocumentFaults.Throw("order", DocumentFaults.Of(document));
        return document;
    }
}
