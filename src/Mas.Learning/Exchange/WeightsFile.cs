using System.Runtime.InteropServices;
using Mas.Engine.Checkpoints;
using Mas.Engine.Parameters;

namespace Mas.Learning.Exchange;

/// <summary>
/// The weights of a model in a safetensors file, for and from other programs: float32 tensors under the names of the
/// model tree, laid as PyTorch lays them, which <c>load_state_dict</c> takes. docs/guide/export.md lists names and
/// shapes.
/// </summary>
/// <example>
/// <code>
/// var layout = TorchLayout.Of(options.Model(tasks), catalogue);
/// using var weights = WeightsFile.Read("pretrained.safetensors", layout);
/// </code>
/// </example>
public static class WeightsFile
{
    /// <summary>What the metadata <c>format</c> says of tensors laid as PyTorch lays them.</summary>
    private const string TorchFormat = "pt";

    /// <summary>Writes weights as PyTorch lays them.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="layout">How they are laid.</param>
    /// <param name="weights">The values of the model, in Mas's layout.</param>
    /// <param name="metadata">What to say of them, by name.</param>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(
        Stream stream, TorchLayout layout, NamedTensors weights, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(weights);
        var said = new Dictionary<string, string>(metadata) { [SafetensorsFile.FormatName] = TorchFormat };
        var entries = SafetensorsEntry.InOrder(layout.Tensors.Select(tensor => (tensor.Slot.Name, tensor.Sizes)));
        stream.Write(new SafetensorsHeader(said, entries).ToBytes());
        foreach (var tensor in layout.Tensors)
        {
            stream.Write(MemoryMarshal.AsBytes<float>(tensor.FromMas(weights[tensor.Slot.Name])));
        }
    }

    /// <summary>
    /// Reads the weights that a file has for a model, in Mas's layout: of a file of <c>mas export</c> or of PyTorch, or
    /// a checkpoint of a run. What the model does not have, such as heads of other tasks, is left out.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">The model's parameters.</param>
    /// <param name="mayDiffer">
    /// Says by name which tensors are left out where their shape is another than the model's; null = none are.
    /// </param>
    /// <returns>
    /// The parameters that both have, at least one; the model's others are missing from the layout.
    /// </returns>
    /// <exception cref="InputException">
    /// The file cannot be read, it has no weight of the model, or a tensor has another type or shape than the model's or
    /// a value that is not finite; the message names the file and the tensor.
    /// </exception>
    public static NamedTensors Read(string path, TorchLayout layout, Func<string, bool>? mayDiffer = null)
    {
        ArgumentNullException.ThrowIfNull(layout);
        try
        {
            using var stream = File.OpenRead(path);
            return Read(stream, layout, mayDiffer ?? (_ => false));
        }
        catch (InvalidDataException fault)
        {
            throw new InputException($"{path}: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {fault.Message}", fault);
        }
    }

    private static NamedTensors Read(Stream stream, TorchLayout layout, Func<string, bool> mayDiffer)
    {
        var header = SafetensorsHeader.Read(stream);
        var isOwn = header.Metadata.GetValueOrDefault(SafetensorsFile.FormatName) == SafetensorsFile.Format;
        var found = header.Entries.Select(Find).OfType<TorchTensor>().ToList();
        if (found.Count == 0)
        {
            throw new InvalidDataException(
                "The file has no tensor of the model; expected names such as "
                + $"'{layout.Tensors[0].Slot.Name}'.");
        }

        var weights = new NamedTensors(
            new TensorLayout(found.Select(tensor => (tensor.Slot.Name, tensor.Slot.Shape, tensor.Slot.Role))));
        try
        {
            foreach (var entry in header.Entries)
            {
                if (Find(entry) is { } tensor)
                {
                    Fill(stream, entry, tensor, weights[entry.Name], isOwn);
                }
                else
                {
                    stream.Seek(entry.End - entry.Begin, SeekOrigin.Current);
                }
            }

            SafetensorsHeader.CheckEnd(stream);
            return weights;
        }
        catch
        {
            weights.Dispose();
            throw;
        }

        TorchTensor? Find(SafetensorsEntry entry) => layout.Find(entry.Name) is { } tensor
            && (!mayDiffer(entry.Name) || entry.Sizes.SequenceEqual(SizesOf(tensor, isOwn))) ? tensor : null;
    }

    private static IReadOnlyList<int> SizesOf(TorchTensor tensor, bool isOwn)
    {
        var (batch, height, width, channels) = tensor.Slot.Shape;
        return isOwn ? [batch, height, width, channels] : tensor.Sizes;
    }

    private static void Fill(
        Stream stream, SafetensorsEntry entry, TorchTensor tensor, Span<float> own, bool isOwn)
    {
        entry.CheckType();
        var sizes = SizesOf(tensor, isOwn);
        if (!entry.Sizes.SequenceEqual(sizes))
        {
            throw new InvalidDataException(
                $"Tensor '{entry.Name}' has shape {entry.Shape}; the model has ({string.Join(", ", sizes)}).");
        }

        if (isOwn)
        {
            entry.Fill(stream, own);
        }
        else
        {
            var elements = new float[own.Length];
            entry.Fill(stream, elements);
            tensor.ToMas(elements, own);
        }

        foreach (var value in own)
        {
            if (!float.IsFinite(value))
            {
                throw new InvalidDataException($"Tensor '{entry.Name}' has the value {value}; it must be finite.");
            }
        }
    }
}
