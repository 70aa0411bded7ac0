using Mas.Learning.Examples;

namespace Mas.Tables;

/// <summary>A class of a target that no training row has.</summary>
/// <param name="Column">The target.</param>
/// <param name="Class">The class.</param>
/// <param name="Row">The first row with it, counted from 0.</param>
/// <param name="Split">The split of that row.</param>
internal sealed record UnseenClass(string Column, string Class, int Row, Split Split);
