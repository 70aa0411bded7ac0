namespace Mas.Engine.Kernels;

/// <summary>
/// A choice that is made once a call and must cost nothing inside the loops: a type argument, so that the compiler
/// makes one version of a kernel for <see cref="Yes"/> and one for <see cref="No"/>.
/// </summary>
internal interface IFlag
{
    static abstract bool Value { get; }

    internal readonly struct Yes : IFlag
    {
        public static bool Value => true;
    }

    internal readonly struct No : IFlag
    {
        public static bool Value => false;
    }
}
