using Mas.Engine.Ops;

namespace Mas.Tests.Engine.Ops;

/// <summary>The losses, against PyTorch.</summary>
public class TorchLossTests
{
    public static TheoryData<string> Classes => TorchFixture.Cases("cross-entropy");

    public static TheoryData<string> Plain => TorchFixture.Cases("l1", "l1");

    public static TheoryData<string> Masked => TorchFixture.Cases("l1", "masked");

    public static TheoryData<string> Squared => TorchFixture.Cases("squared-error");

    public static TheoryData<string> ClassesByThemselves => TorchFixture.Cases("binary-cross-entropy");

    public static TheoryData<string> ShiftTolerant => TorchFixture.Cases("l1", "shift");

    [Theory]
    [MemberData(nameof(Classes))]
    public void CrossEntropyAgreesWithPyTorch(string name) =>
        TorchCase.Check("cross-entropy", name, torch => torch.Tape.CrossEntropy(
            torch["logits"], torch["target"], ignoredClass: 0).Mean);

    [Theory]
    [MemberData(nameof(Plain))]
    public void L1AgreesWithPyTorch(string name) =>
        TorchCase.Check("l1", name, torch => torch.Tape.L1(torch["output"], torch["target"]).Mean);

    [Theory]
    [MemberData(nameof(Masked))]
    public void MaskedL1AgreesWithPyTorch(string name) =>
        TorchCase.Check("l1", name, torch => torch.Tape.MaskedL1(torch["output"], torch["target"], torch["mask"]).Mean);

    [Theory]
    [MemberData(nameof(Squared))]
    public void SquaredErrorAgreesWithPyTorch(string name) =>
        TorchCase.Check("squared-error", name, torch => torch.Tape.SquaredError(
            torch["output"], torch["target"], torch["mask"]).Mean);

    [Theory]
    [MemberData(nameof(ClassesByThemselves))]
    public void BinaryCrossEntropyAgreesWithPyTorch(string name) =>
        TorchCase.Check("binary-cross-entropy", name, torch => torch.Tape.BinaryCrossEntropy(
            torch["logits"], torch["target"], torch["mask"]).Mean);

    [Theory]
    [MemberData(nameof(ShiftTolerant))]
    public void ShiftTolerantL1AgreesWithPyTorch(string name) =>
        TorchCase.Check("l1", name, torch => torch.Tape.ShiftTolerantMaskedL1(
            torch["output"], torch["target"], torch["mask"]).Mean);
}
