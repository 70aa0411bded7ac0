using Mas.Engine.Ops;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>The rectifier, addition, concatenation and embedding, against PyTorch.</summary>
public class TorchPlainTests
{
    private const string File = "plain";

    public static TheoryData<string> Relus => TorchFixture.Cases(File, "relu");

    public static TheoryData<string> Sums => TorchFixture.Cases(File, "add");

    public static TheoryData<string> Pairs => TorchFixture.Cases(File, "concatenate");

    public static TheoryData<string> Embeddings => TorchFixture.Cases(File, "embed");

    [Theory]
    [MemberData(nameof(Relus))]
    public void TheRectifierAgreesWithPyTorch(string name) =>
        TorchCase.Check(File, name, torch => torch.Tape.Relu(torch["input"]));

    [Theory]
    [MemberData(nameof(Sums))]
    public void AdditionAgreesWithPyTorch(string name) =>
        TorchCase.Check(File, name, torch => torch.Tape.Add(torch["left"], torch["right"]));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void ConcatenationAgreesWithPyTorch(string name) =>
        TorchCase.Check(File, name, torch => torch.Tape.Concatenate(torch["left"], torch["right"]));

    [Theory]
    [MemberData(nameof(Embeddings))]
    public void EmbeddingAgreesWithPyTorch(string name) => TorchCase.Check(
        File, name, torch => torch.Tape.Embed(
            torch["input"], [new EmbeddedBlock((int)torch["first"].Scalar, torch["weight"])]));
}
