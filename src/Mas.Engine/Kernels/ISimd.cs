namespace Mas.Engine.Kernels;

/// <summary>
/// One vector width, as the operations kernels need of it. A kernel's loops stand once, generic over the width; the
/// compiler makes one version a width, and <see cref="SimdWidth"/> says which the machine runs best.
/// </summary>
/// <typeparam name="TVector">Vector128, Vector256 or Vector512 of float.</typeparam>
internal unsafe interface ISimd<TVector>
    where TVector : struct
{
    /// <summary>Floats a vector.</summary>
    static abstract int Count { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Load(float* source);

    static abstract void Store(TVector value, float* target);

    static abstract TVector Broadcast(float value);

    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector Subtract(TVector left, TVector right);

    static abstract TVector Multiply(TVector left, TVector right);

    /// <summary>left * right + addend; fused where the machine fuses.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>
    /// The greater one, in one instruction. Where one is not a number x86 answers <paramref name="right"/>: put what
    /// must not hide there.
    /// </summary>
    static abstract TVector Max(TVector left, TVector right);

    /// <summary>value where <paramref name="condition"/> is greater than zero, elsewhere zero.</summary>
    static abstract TVector WherePositive(TVector condition, TVector value);
}
