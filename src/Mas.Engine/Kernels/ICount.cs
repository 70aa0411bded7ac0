namespace Mas.Engine.Kernels;

/// <summary>
/// A number that is chosen once a call and must cost nothing inside the loops: a type argument, so that the compiler
/// makes one version of a kernel for each.
/// </summary>
internal interface ICount
{
    static abstract int Value { get; }

    internal readonly struct Three : ICount
    {
        public static int Value => 3;
    }

    internal readonly struct Four : ICount
    {
        public static int Value => 4;
    }

    internal readonly struct Five : ICount
    {
        public static int Value => 5;
    }

    internal readonly struct Six : ICount
    {
        public static int Value => 6;
    }
}
