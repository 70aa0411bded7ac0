using System.Buffers.Binary;
using Mas.Engine.Checkpoints;
using Mas.Engine.Parameters;
using Mas.Learning.Files;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Server.Storage;

/// <summary>
/// Model files beside the database: those devices fetch, named by their content, and the weights devices send, named by
/// the order they answer. A file of its name is whole.
/// </summary>
internal sealed class ModelFiles
{
    private const string Extension = ".safetensors";
    private const string PartExtension = ".part";

    private readonly string _models;
    private readonly string _updates;

    internal ModelFiles(string directory)
    {
        _models = Directory.CreateDirectory(System.IO.Path.Combine(directory, "models")).FullName;
        _updates = Directory.CreateDirectory(System.IO.Path.Combine(directory, "updates")).FullName;
    }

    /// <summary>Sees to it that files can be made here.</summary>
    /// <exception cref="UnauthorizedAccessException">They cannot.</exception>
    internal void CheckWriting()
    {
        foreach (var folder in new[] { _models, _updates })
        {
            new IncomingFile(folder).Dispose();
        }
    }

    /// <summary>Where a model lies.</summary>
    internal string Path(string sha256) => System.IO.Path.Combine(_models, sha256 + Extension);

    /// <summary>Opens a model to be sent; null where there is none of that name.</summary>
    internal FileStream? Open(string sha256)
    {
        try
        {
            return new FileStream(
                Path(sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0,
                FileOptions.Asynchronous);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Where the weights of an update lie.</summary>
    internal string Weights(string order) => System.IO.Path.Combine(_updates, order + Extension);

    /// <summary>How many bytes of the weights of an update have come.</summary>
    internal long Uploaded(string order) =>
        new[] { Weights(order), Part(order) }.Where(File.Exists)
            .Select(path => new FileInfo(path).Length).FirstOrDefault();

    /// <summary>
    /// Opens what has come of the weights of an update, to go on; not even weights that were whole are so any more until
    /// they are kept anew.
    /// </summary>
    internal FileStream OpenPart(string order)
    {
        if (File.Exists(Weights(order)))
        {
            File.Move(Weights(order), Part(order), overwrite: true);
        }

        // Without a buffer, so that the reported length counts every byte that has come.
        return new FileStream(
            Part(order), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 0);
    }

    /// <summary>Keeps a model.</summary>
    internal ModelReference Put(NamedTensors model)
    {
        using var incoming = new IncomingFile(_models);
        SafetensorsFile.Write(incoming.Content, model);
        incoming.Content.Position = 0;
        var sha256 = Sha256Name.Of(incoming.Content);
        incoming.Keep(Path(sha256));
        return new ModelReference(sha256, incoming.Content.Length);
    }

    /// <summary>Keeps weights that have come whole and been checked.</summary>
    internal void Keep(string order)
    {
        File.Move(Part(order), Weights(order), overwrite: true);
        DirectoryEntry.Flush(_updates);
    }

    /// <summary>Whether weights of an update have come whole.</summary>
    internal bool HasWeights(string order) => File.Exists(Weights(order));

    /// <summary>Whether the weights an update names lie here; all of them are read.</summary>
    internal bool HasWeights(string order, ModelReference weights) =>
        Uploaded(order) == weights.Bytes && DigestOf(order) == weights.Sha256;

    /// <summary>The digest of the weights of an update, all of which are read; null where there are none.</summary>
    internal string? DigestOf(string order)
    {
        if (!File.Exists(Weights(order)))
        {
            return null;
        }

        using var file = File.OpenRead(Weights(order));
        return Sha256Name.Of(file);
    }

    /// <summary>
    /// Whether a file, from where it stands, has the bytes the model begins with: length prefix and header, the very same.
    /// </summary>
    internal bool HasHeaderOf(Stream file, ModelReference model)
    {
        using var known = File.OpenRead(Path(model.Sha256));
        var prefix = new byte[sizeof(long)];
        known.ReadExactly(prefix);
        var header = new byte[sizeof(long) + BinaryPrimitives.ReadInt64LittleEndian(prefix)];
        var sent = new byte[header.Length];
        known.Position = 0;
        known.ReadExactly(header);
        return file.ReadAtLeast(sent, sent.Length, throwOnEndOfStream: false) == sent.Length
            && sent.AsSpan().SequenceEqual(header);
    }

    /// <summary>Reads the weights of an update.</summary>
    internal NamedTensors ReadWeights(string order)
    {
        using var file = File.OpenRead(Weights(order));
        return SafetensorsFile.Read(file);
    }

    /// <summary>Deletes the weights of an update, whole or not, where there are any.</summary>
    internal void DeleteWeights(string order)
    {
        File.Delete(Weights(order));
        File.Delete(Part(order));
    }

    /// <summary>Deletes all files but those of these models and of these orders' weights, whole or not.</summary>
    internal void Sweep(IReadOnlySet<string> models, IReadOnlySet<string> orders)
    {
        foreach (var (folder, names) in new[] { (_models, models), (_updates, orders) })
        {
            foreach (var file in Directory.EnumerateFiles(folder))
            {
                if (System.IO.Path.GetExtension(file) is not (Extension or PartExtension)
                    || !names.Contains(System.IO.Path.GetFileNameWithoutExtension(file)))
                {
                    File.Delete(file);
                }
            }
        }
    }

    /// <summary>Deletes every model.</summary>
    internal void DeleteModels()
    {
        foreach (var file in Directory.EnumerateFiles(_models))
        {
            File.Delete(file);
        }
    }

    private string Part(string order) => System.IO.Path.Combine(_updates, order + PartExtension);
}
