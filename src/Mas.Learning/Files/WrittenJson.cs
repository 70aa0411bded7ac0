using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Mas.Learning.Files;

/// <summary>
/// Reads the JSON that people write. It is strict: an unknown or repeated key is a fault, because a setting that
/// nothing reads would be believed to apply. Comments and a comma after the last element are allowed.
/// </summary>
public static class WrittenJson
{
    private static readonly JsonDocumentOptions _lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Reads a file.</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="type">How it is read.</param>
    /// <param name="faults">
    /// Finds what is wrong with a value of the right form, a sentence each; null: nothing can be.
    /// </param>
    /// <param name="defaults">Supplies the keys that are missing; null: required keys must be present.</param>
    /// <exception cref="InputException">
    /// The file cannot be read or has faults; each is a line that begins with the path of the file.
    /// </exception>
    public static T Read<T>(
        string path, JsonTypeInfo<T> type, Func<T, IEnumerable<string>>? faults = null, T? defaults = null)
        where T : class
    {
        if (Directory.Exists(path))
        {
            throw new InputException($"{path} is a folder; expected a file of JSON.");
        }

        try
        {
            using var file = File.OpenRead(path);
            return Read(file, path, type, faults, defaults);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Reads what a file holds.</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <param name="content">The content; the caller still owns it.</param>
    /// <param name="name">What the file is called in messages.</param>
    /// <param name="type">How it is read.</param>
    /// <param name="faults">
    /// Finds what is wrong with a value of the right form, a sentence each; null: nothing can be.
    /// </param>
    /// <param name="defaults">Supplies the keys that are missing; null: required keys must be present.</param>
    /// <exception cref="InputException">There are faults; each is a line that begins with the name.</exception>
    /// <exception cref="IOException">The content cannot be read.</exception>
    public static T Read<T>(
        Stream content, string name, JsonTypeInfo<T> type, Func<T, IEnumerable<string>>? faults = null,
        T? defaults = null)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(content, _lenient);
            Throw(name, JsonForm.Faults(document.RootElement, type, defaults is not null));

            // A node is written without the comments, which the type's own options need not allow.
            var written = JsonObject.Create(document.RootElement)!;
            var read = (defaults is null ? written : Completed(written, defaults, type)).Deserialize(type)!;
            Throw(name, [.. faults?.Invoke(read) ?? []]);
            return read;
        }
        catch (JsonException exception)
        {
            throw new InputException(PlainText.Of($"{name} {Sentence(exception)}"), exception);
        }
        catch (InvalidOperationException exception)
        {
            // Text is looked at only where it is used.
            throw new InputException(PlainText.Of($"{name} has text that is not UTF-8; save it as UTF-8."), exception);
        }
    }

    /// <summary>A fault of the text, which has a line, or of a value, which has a path.</summary>
    private static string Sentence(JsonException exception)
    {
        var place = exception.Path is { } path
            ? $", at {path.TrimStart('$').TrimStart('.')}" : $", line {exception.LineNumber + 1}";
        var reason = exception.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0];
        if (reason.Contains("does not contain any JSON tokens", StringComparison.Ordinal))
        {
            return "is empty; expected an object, {...}.";
        }

        return $"is not the expected JSON{place}: {reason}";
    }

    private static void Throw(string name, IReadOnlyList<string> faults)
    {
        if (faults.Count > 0)
        {
            throw new InputException(
                string.Join(Environment.NewLine, faults.Select(fault => PlainText.Of($"{name}: {fault}"))));
        }
    }

    private static JsonObject Completed<T>(JsonObject written, T defaults, JsonTypeInfo<T> type)
    {
        var complete = JsonSerializer.SerializeToNode(defaults, type)!.AsObject();
        Complete(complete, written);
        return complete;
    }

    // Objects inside objects are completed, too.
    private static void Complete(JsonObject complete, JsonObject read)
    {
        foreach (var (name, value) in read)
        {
            if (value is JsonObject inner && complete[name] is JsonObject standard)
            {
                Complete(standard, inner);
            }
            else
            {
                complete[name] = value?.DeepClone();
            }
        }
    }
}
