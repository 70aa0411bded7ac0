using System.CommandLine;
using System.Text;
using Mas.Learning;
using Mas.Learning.Files;

namespace Mas.Cli.Configuration;

/// <summary>
/// A file of options, in YAML, as one verb reads it: the names of options without dashes are its keys, and their values
/// are as on a command line, where a list may stand for a value with commas. Immutable.
/// </summary>
internal sealed class ConfigurationFile
{
    private const int MostBytes = 1 << 20;
    private const string Expected = "a file of options in YAML";

    private readonly YamlPlace _place;
    private readonly List<StatedOption> _options = [];
    private readonly List<string> _faults = [];
    private readonly List<string> _notes = [];
    private readonly List<string> _wrong = [];

    private ConfigurationFile(string path) => _place = new YamlPlace(path);

    /// <summary>The options that it states, in its order, without those that are null or cannot be read.</summary>
    public IReadOnlyList<StatedOption> Options => _options;

    /// <summary>What is wrong with it, a sentence each, but for values that only their option can judge.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>What is in it for other verbs, a sentence each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The options whose values cannot be read, as they are named on a command line.</summary>
    public IReadOnlyList<string> Wrong => _wrong;

    /// <summary>Whether it could be read at all.</summary>
    public bool IsRead { get; private set; }

    /// <summary>The options of a verb that a file may state, by their keys: their names and other names.</summary>
    /// <param name="verb">The verb.</param>
    public static IReadOnlyDictionary<string, Option> Keys(Verb verb) => verb.Sections
        .SelectMany(section => section.Options)
        .Where(option => option != ConfigurationChoice.Of(verb) && option.Name != Choice.JsonName && !SecretText.IsOf(option.Name))
        .SelectMany(option => option.Aliases.Prepend(option.Name).Select(name => (Key: name.TrimStart('-'), Option: option)))
        .ToDictionary(named => named.Key, named => named.Option);

    /// <summary>Reads a file for a verb. Whatever is wrong with it is among <see cref="Faults"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="others">The other verbs; what only they read from a file is a note.</param>
    public static ConfigurationFile Read(string path, Verb verb, IEnumerable<Verb> others)
    {
        var file = new ConfigurationFile(path);
        try
        {
            var said = YamlReader.Read(file._place, Content(path), out var faults);
            file._faults.AddRange(faults);
            file.IsRead = said.Entries.Count > 0;
            file.Take(said.Entries, verb, [.. others.Where(other => ConfigurationChoice.Of(other) is not null).SelectMany(other => Keys(other).Keys)]);
        }
        catch (InputException fault)
        {
            file._faults.Add(fault.Message);
        }

        return file;
    }

    private static string Content(string path)
    {
        var name = $"--config {PlainText.Of(path)}";
        if (Directory.Exists(path))
        {
            throw new InputException(ValueFault.Of(name, "a folder", Expected));
        }

        try
        {
            using var reader = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            var content = new char[MostBytes + 1];
            var read = reader.ReadBlock(content);
            return read <= MostBytes ? new string(content, 0, read)
                : throw new InputException(ValueFault.Of(name, "larger than 1 MB", Expected));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{name} does not exist; 'mas init' writes such a file.", exception);
        }
        catch (DecoderFallbackException exception)
        {
            throw new InputException(ValueFault.Of(name, "not UTF-8 text", Expected), exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{name} cannot be read: {exception.Message}", exception);
        }
    }

    private void Take(IReadOnlyList<YamlEntry> entries, Verb verb, IReadOnlyList<string> ofOthers)
    {
        var keys = Keys(verb);
        foreach (var (key, line, value) in entries)
        {
            var name = _place.Of(key, line);
            if (keys.TryGetValue(key, out var option))
            {
                if (_options.Find(stated => stated.Option == option) is { } stated)
                {
                    _faults.Add($"{name} is the same option as {stated.Name}; give one of them.");
                    continue;
                }

                Take(option, name, value);
            }
            else if (ofOthers.Contains(key))
            {
                _notes.Add($"{name} is not an option of mas {verb.Name}, which does not read it.");
            }
            else
            {
                _faults.Add(KnownNames.Unknown(name, key, [.. keys.Keys]));
            }
        }
    }

    private void Take(Option option, string name, YamlNode value)
    {
        if (value is YamlText { Text: null })
        {
            return;
        }

        if (Written(option, name, value) is { } text && Words(option, name, text) is { } words)
        {
            _options.Add(new StatedOption(option, name, words));
        }
        else
        {
            _wrong.Add(option.Name);
        }
    }

    private string[]? Words(Option option, string name, string text)
    {
        if (option.ValueType != typeof(bool))
        {
            return [$"{option.Name}={text}"];
        }

        if (bool.TryParse(text, out var isOn))
        {
            return isOn ? [option.Name] : option.Arity.MaximumNumberOfValues == 0 ? [] : [$"{option.Name}=false"];
        }

        _faults.Add(ValueFault.Of(name, $"'{text}'", "true or false"));
        return null;
    }

    /// <summary>A value as a command line has it, or null where it is a fault.</summary>
    private string? Written(Option option, string name, YamlNode value)
    {
        switch (value)
        {
            case YamlText { Text: { Length: > 0 } text }:
                return text;
            case YamlList { Items: { Count: > 0 } items }:
                string?[] written = [.. items.Select(item => Item(option, name, item))];
                return written.Contains(null) ? null : string.Join(',', written);
            default:
                _faults.Add(ValueFault.Of(name, Shown(value), "a value, or null for the default"));
                return null;
        }
    }

    private string? Item(Option option, string name, YamlNode item)
    {
        if (option.Name == MethodRow.Option && item is not YamlList)
        {
            return MethodRow.Written(_place, item, _faults);
        }

        if (item is YamlText { Text: { Length: > 0 } text })
        {
            return text;
        }

        _faults.Add(ValueFault.Of($"{name}: an item", Shown(item), "a value"));
        return null;
    }

    private static string Shown(YamlNode value) => value switch
    {
        YamlMapping => "a mapping",
        YamlList { Items.Count: > 0 } => "a list",
        _ => "empty",
    };
}
