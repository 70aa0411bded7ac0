using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Mas.Engine.Checkpoints;
using Mas.Tests.Federation;
using Mas.Tests.Learning;
using Mas.Tests.Server;
using Mas.Tests.Wire.Documents;
using Mas.Wire.Documents;
using Mas.Wire.Signatures;

namespace Mas.Tests.Attacks;

/// <summary>Whatever comes, a reader takes it or says in words that it does not.</summary>
[Trait("Kind", "Attack")]
public class GarbledInputTests
{
    private static readonly OrderDocument _order = Ordered();

    [Fact]
    public void AnOrderIsReadOrRefused() =>
        Refuses(_order.ToBytes(), bytes => OrderDocument.Parse(bytes));

    [Fact]
    public void AnUpdateIsReadOrRefused() =>
        Refuses(SentUpdates.Update(SentUpdates.Weights()).ToBytes(), bytes => UpdateDocument.Parse(bytes, _order));

    [Fact]
    public void AnOrderThatNamesColumnsIsReadOrRefused() =>
        Refuses(WireOrders.Columned().ToBytes(), bytes => OrderDocument.Parse(bytes));

    [Fact]
    public void WhatADeviceSaysOfColumnsIsReadOrRefused() =>
        Refuses(WireOrders.Summed().ToBytes(), bytes => UpdateDocument.Parse(bytes, WireOrders.Summing()));

    [Fact]
    public void ARequestToJoinIsReadOrRefused() => Refuses(
        new JoinDocument
        {
            Token = "join-1",
            PublicKey = "AAAA",
            Client = "castle",
            Fields = TaskSets.Fields("sd"),
            TrainingViews = 1,
            ValidationViews = 1,
            TestViews = 1,
        }.ToBytes(),
        bytes => JoinDocument.Parse(bytes));

    [Fact]
    public void ARefusalIsReadOrRefused() =>
        Refuses(RefusalDocument.Of("No.").ToBytes(), bytes => RefusalDocument.Parse(bytes));

    [Fact]
    public void AModelWhoseHeaderLiesIsRefusedAndTakesNoMemory() => Refuses(SentUpdates.Weights(), bytes =>
    {
        using var model = SafetensorsFile.Read(new MemoryStream(bytes));
        Assert.InRange(model.Values.Length * sizeof(float), 0, bytes.Length);
    });

    [Fact]
    public void ASignatureIsReadOrNone()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var input = new SignatureInput(1_700_000_000, "ab.cd", DeviceId.Of(key));
        var signature = RequestSignature.Sign(key, input, "GET", "a", "/v1", ContentDigest.Of([]));
        Refuses(Encoding.ASCII.GetBytes(input.ToString()), bytes =>
        {
            var text = Encoding.Latin1.GetString(bytes);
            Assert.True(SignatureInput.Parse(text) is null or { Epoch.Length: > 0 });
            Assert.Null(ContentDigest.Parse(text));
        });
        Refuses(Encoding.ASCII.GetBytes(signature), bytes =>
        {
            var text = Encoding.Latin1.GetString(bytes);
            Assert.True(text == signature
                || !RequestSignature.IsValid(key, text, input, "GET", "a", "/v1", ContentDigest.Of([])));
        });
        Refuses(key.ExportSubjectPublicKeyInfo(), bytes => DeviceId.Import(bytes)?.Dispose());
    }

    private static OrderDocument Ordered()
    {
        using var model = Models.Random(1);
        var bytes = SentUpdates.Bytes(model);
        return OrderDocument.Of(
            WireOrders.Order(), "run-1", new ModelReference(Mas.Wire.Sha256Name.Of(bytes), bytes.Length));
    }

    /// <summary>Reads inputs of all kinds; nothing but words may come of it.</summary>
    private static void Refuses(byte[] good, Action<byte[]> read) => Check.One(
        AttackSize.Config,
        Prop.ForAll(Garbled.Of(good), bytes =>
        {
            try
            {
                read(bytes);
            }
            catch (InvalidDataException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        }));
}
