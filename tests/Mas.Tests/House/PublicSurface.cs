using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace Mas.Tests.House;

/// <summary>What a user of an assembly can name: its public types and their public and protected members.</summary>
/// <remarks>
/// Each type is a line, and each of its members a line below it, indented; types and members are sorted by their text.
/// What the compiler adds to a record is left out, since the word <c>record</c> says it. Razor's components are left
/// out too: they are public because Razor makes them so.
/// </remarks>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Instance | BindingFlags.Static;

    /// <summary>The surface of an assembly as text.</summary>
    internal static string Of(Assembly assembly)
    {
        var types = assembly.GetExportedTypes()
            .Where(type => IsWritten(type) && !IsOfRazor(type) && type != assembly.EntryPoint?.DeclaringType)
            .OrderBy(FullName, StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var type in types)
        {
            if (text.Length > 0)
            {
                text.Append('\n');
            }

            text.Append(Header(type)).Append('\n');
            foreach (var member in Members(type).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }
        return text.ToString();
    }

    private static string Header(Type type)
    {
        var name = $"{FullName(type)}{SurfaceTypes.Parameters(type.GetGenericArguments())}";
        if (IsDelegate(type))
        {
            var call = type.GetMethod("Invoke")!;
            return $"delegate {SurfaceTypes.Of(call.ReturnParameter)} {name}({Parameters(call)})";
        }

        var bases = Bases(type).ToArray();
        return $"{Kind(type)} {name}{(bases.Length == 0 ? "" : " : ")}{string.Join(", ", bases)}"
            + SurfaceTypes.Constraints(type.GetGenericArguments());
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => (IsReadOnly(type) ? "readonly " : "") + (type.IsByRefLike ? "ref " : "")
            + (IsRecord(type) ? "record struct" : "struct"),
        { IsAbstract: true, IsSealed: true } => "static class",
        _ => (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (IsRecord(type) ? "record" : "class"),
    };

    /// <summary>The base class, and the interfaces that neither it nor another interface brings.</summary>
    private static IEnumerable<string> Bases(Type type)
    {
        if (type.IsEnum)
        {
            return [SurfaceTypes.Of(type.GetEnumUnderlyingType())];
        }

        var super = type.BaseType == typeof(object) || type.IsValueType ? null : type.BaseType;
        var all = type.GetInterfaces();
        var implied = all.SelectMany(one => one.GetInterfaces()).Concat(super?.GetInterfaces() ?? []).ToHashSet();
        var own = all
            .Where(one => one.IsVisible && !implied.Contains(one) && !(IsRecord(type) && IsEquatable(one)))
            .Select(one => SurfaceTypes.Of(one))
            .Order(StringComparer.Ordinal);
        return super is null ? own : own.Prepend(SurfaceTypes.Of(super));
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (IsDelegate(type))
        {
            return [];
        }

        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => $"{field.Name} = {Literal(field.GetRawConstantValue())}");
        }

        return
        [
            .. type.GetConstructors(Declared).Where(IsSeen).Select(Constructor),
            .. type.GetFields(Declared).Where(IsSeen).Select(Field),
            .. type.GetProperties(Declared).Where(IsWritten).Where(property => property.GetAccessors(true).Any(IsSeen))
                .Select(Property),
            .. type.GetEvents(Declared).Where(one => IsSeen(one.AddMethod!))
                .Select(one => $"{Modifiers(one.AddMethod!)}event {SurfaceTypes.Of(one.EventHandlerType!)} {one.Name}"),
            .. type.GetMethods(Declared).Where(IsSeen).Where(IsWritten)
                .Where(method => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
                .Select(Method),
        ];
    }

    private static string Constructor(ConstructorInfo constructor) =>
        $"{Access(constructor)}new({Parameters(constructor)})";

    private static string Field(FieldInfo field) =>
        (field.IsPublic ? "" : "protected ")
        + (field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : ""))
        + $"{SurfaceTypes.Of(field)} {field.Name}"
        + (field.IsLiteral ? $" = {Literal(field.GetRawConstantValue())}" : "");

    private static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(IsSeen).ToArray();
        var widest = accessors.OrderByDescending(accessor => accessor.IsPublic).First();
        var written = accessors.Select(accessor =>
            (accessor.IsPublic == widest.IsPublic ? "" : "protected ")
            + (accessor.ReturnType != typeof(void) ? "get;" : IsInit(accessor) ? "init;" : "set;"));
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{Parameters(index, isExtension: false)}]";
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{Modifiers(widest)}{required}{SurfaceTypes.Of(property)} {name} {{ {string.Join(' ', written)} }}";
    }

    private static string Method(MethodInfo method)
    {
        var own = method.IsGenericMethod ? method.GetGenericArguments() : [];
        return $"{Modifiers(method)}{SurfaceTypes.Of(method.ReturnParameter)} {method.Name}"
            + $"{SurfaceTypes.Parameters(own)}({Parameters(method)}){SurfaceTypes.Constraints(own)}";
    }

    private static string Modifiers(MethodInfo method)
    {
        var isOverride = method.GetBaseDefinition() != method;
        var isOfInterface = method.DeclaringType!.IsInterface;
        return Access(method) + (method.IsStatic ? "static " : "") + method switch
        {
            { IsAbstract: true } when isOfInterface && !method.IsStatic => "",
            { IsAbstract: true } => isOverride ? "abstract override " : "abstract ",
            { IsVirtual: true } when isOverride => method.IsFinal ? "sealed override " : "override ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => "",
        };
    }

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Parameters(MethodBase method) =>
        Parameters(method.GetParameters(), method.IsDefined(typeof(ExtensionAttribute)));

    private static string Parameters(ParameterInfo[] parameters, bool isExtension) =>
        string.Join(", ", parameters.Select((parameter, position) =>
            (isExtension && position == 0 ? "this " : "")
            + (parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute))
                ? "params " : "")
            + $"{SurfaceTypes.Of(parameter)} {parameter.Name}"
            + (parameter.HasDefaultValue ? $" = {Default(parameter)}" : "")));

    private static string Default(ParameterInfo parameter) =>
        parameter.RawDefaultValue is { } value ? Literal(value)
            : parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null
                ? "default" : "null";

    private static string Literal(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        string text => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")}\"",
        char letter => char.IsControl(letter) ? $"'\\u{(int)letter:x4}'" : $"'{letter}'",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string FullName(Type type) =>
        (type.IsNested ? FullName(type.DeclaringType!) : type.Namespace) + "." + SurfaceTypes.Plain(type);

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsSeen(FieldInfo field) =>
        (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && IsWritten(field);

    /// <summary>Whether the source has it, and not the compiler alone.</summary>
    private static bool IsWritten(MemberInfo member) =>
        !member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && !member.Name.Contains('<')
        && member.Name != "EqualityContract";

    private static bool IsOfRazor(Type type) => type.IsAssignableTo(typeof(IComponent)) || type.Name == "_Imports";

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsRecord(Type type) =>
        type.GetMethod(type.IsValueType ? "PrintMembers" : "<Clone>$", Declared) is { } made
        && made.IsDefined(typeof(CompilerGeneratedAttribute));

    private static bool IsReadOnly(Type type) => type.IsDefined(typeof(IsReadOnlyAttribute));

    private static bool IsEquatable(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEquatable<>);

    private static bool IsDelegate(Type type) => type.IsSubclassOf(typeof(Delegate));
}
