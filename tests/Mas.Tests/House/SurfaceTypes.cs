using System.Reflection;

namespace Mas.Tests.House;

/// <summary>Types as C# writes them, without namespaces, and with a question mark where null is allowed.</summary>
internal static class SurfaceTypes
{
    private static readonly Dictionary<Type, string> _words = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(char)] = "char",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(void)] = "void",
    };

    internal static string Of(FieldInfo field) => Of(field.FieldType, new NullabilityInfoContext().Create(field));

    internal static string Of(PropertyInfo property) =>
        Of(property.PropertyType, new NullabilityInfoContext().Create(property));

    internal static string Of(ParameterInfo parameter)
    {
        var way = !parameter.ParameterType.IsByRef || parameter.IsOut ? "" : parameter.IsIn ? "in " : "ref ";
        return (parameter.IsOut && parameter.ParameterType.IsByRef ? "out " : way)
            + Of(parameter.ParameterType, new NullabilityInfoContext().Create(parameter));
    }

    /// <summary>A type; what may be null is known from <paramref name="known"/>, which has the type's shape.</summary>
    internal static string Of(Type type, NullabilityInfo? known = null)
    {
        if (type.IsByRef || type.IsPointer)
        {
            return Of(type.GetElementType()!, known?.ElementType ?? known) + (type.IsPointer ? "*" : "");
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value) + "?";
        }

        var name =
            _words.TryGetValue(type, out var word) ? word
            : type.IsArray ? Of(type.GetElementType()!, known?.ElementType) + Rank(type)
            : !type.IsGenericType ? Plain(type)
            : IsTuple(type) ? $"({Arguments(type, known)})"
            : $"{Plain(type)}<{Arguments(type, known)}>";
        return !type.IsValueType && known?.ReadState == NullabilityState.Nullable && !type.IsGenericParameter
            ? name + "?" : name;
    }

    /// <summary>The name of a type without its namespace and its parameters.</summary>
    internal static string Plain(Type type) => type.Name.Split('`')[0];

    /// <summary>The type parameters of a type or a method in angle brackets; empty where it has none.</summary>
    internal static string Parameters(Type[] parameters) =>
        parameters.Length == 0 ? "" : $"<{string.Join(", ", parameters.Select(parameter => parameter.Name))}>";

    /// <summary>What is asked of type parameters, as where clauses.</summary>
    internal static string Constraints(Type[] parameters) => string.Concat(
        from parameter in parameters
        let asked = Asked(parameter).ToArray()
        where asked.Length > 0
        select $" where {parameter.Name} : {string.Join(", ", asked)}");

    private static IEnumerable<string> Asked(Type parameter)
    {
        var flags = parameter.GenericParameterAttributes;
        var isStruct = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            yield return "class";
        }

        if (isStruct)
        {
            yield return "struct";
        }

        foreach (var type in parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)))
        {
            yield return Of(type);
        }

        if (!isStruct && flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            yield return "new()";
        }
    }

    private static string Arguments(Type type, NullabilityInfo? known)
    {
        var inner = known?.GenericTypeArguments ?? [];
        return string.Join(", ", type.GetGenericArguments()
            .Select((argument, position) => Of(argument, position < inner.Length ? inner[position] : null)));
    }

    private static string Rank(Type array) => $"[{new string(',', array.GetArrayRank() - 1)}]";

    private static bool IsTuple(Type type) => type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal);
}
