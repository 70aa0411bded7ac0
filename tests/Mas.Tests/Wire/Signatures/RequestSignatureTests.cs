using System.Security.Cryptography;
using System.Text;
using Mas.Wire.Signatures;

namespace Mas.Tests.Wire.Signatures;

public sealed class RequestSignatureTests : IDisposable
{
    private const string Server = "example.org";
    private const string Target = "/v1/orders?wait=20";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private SignatureInput Input => new(1_700_000_000, "ab12.cd34", DeviceId.Of(_key));

    [Fact]
    public void TheSignatureBaseIsThatOfTheStandard()
    {
        var digest = ContentDigest.Of([]);

        Assert.Equal(
            $"""
            "@method": GET
            "@authority": example.org
            "@path": /v1/orders
            "@query": ?wait=20
            "content-digest": {digest}
            "@signature-params": ("@method" "@authority" "@path" "@query" "content-digest");created=1700000000;nonce="ab12.cd34";keyid="{DeviceId.Of(_key)}";alg="ecdsa-p256-sha256"
            """,
            Encoding.UTF8.GetString(Input.Base("GET", Server, Target, digest)));
        Assert.Contains("\"@query\": ?\n", Encoding.UTF8.GetString(Input.Base("GET", Server, "/v1/orders", digest)));
    }

    [Fact]
    public void ASignatureHoldsForItsRequestAndForNoOther()
    {
        var digest = ContentDigest.Of("body"u8);
        var signature = RequestSignature.Sign(_key, Input, "PUT", Server, Target, digest);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.True(RequestSignature.IsValid(_key, signature, Input, "PUT", Server, Target, digest));
        Assert.False(RequestSignature.IsValid(other, signature, Input, "PUT", Server, Target, digest));
        Assert.False(RequestSignature.IsValid(_key, signature, Input, "GET", Server, Target, digest));
        Assert.False(RequestSignature.IsValid(_key, signature, Input, "PUT", Server, "/v1/orders?wait=21", digest));
        Assert.False(RequestSignature.IsValid(_key, signature, Input, "PUT", Server, "/v1/orders", digest));
        Assert.False(RequestSignature.IsValid(_key, signature, Input, "PUT", "example.org:444", Target, digest));
        Assert.False(RequestSignature.IsValid(_key, signature, Input, "PUT", Server, Target, ContentDigest.Of("Body"u8)));
        Assert.False(RequestSignature.IsValid(_key, signature, Input with { Created = 1 }, "PUT", Server, Target, digest));
        Assert.False(RequestSignature.IsValid(_key, signature, Input with { Nonce = "a.b" }, "PUT", Server, Target, digest));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("mas=::")]
    [InlineData("mas=:AAAA:")]
    [InlineData("mas=:%%%%%%%%%%:")]
    public void WhatIsNoSignatureHoldsForNothing(string? value) =>
        Assert.False(RequestSignature.IsValid(_key, value, Input, "GET", Server, Target, ContentDigest.Of([])));

    [Fact]
    public void ParametersComeBackAndAnythingElseIsNone()
    {
        var text = Input.ToString();

        Assert.Equal(Input, SignatureInput.Parse(text));
        Assert.Equal("ab12", Input.Epoch);
        Assert.Null(SignatureInput.Parse(null));
        Assert.Null(SignatureInput.Parse(text + "\n"));
        Assert.Null(SignatureInput.Parse(text + new string(' ', 400)));
        Assert.Null(SignatureInput.Parse(text.Replace(" \"content-digest\"", "")));
        Assert.Null(SignatureInput.Parse(text.Replace("1700000000", "99999999999999999999")));
        Assert.Null(SignatureInput.Parse(text.Replace("ecdsa-p256-sha256", "hmac-sha256")));
    }

    [Fact]
    public void ADigestComesBackAndAnythingElseIsNone()
    {
        var digest = ContentDigest.Of("body"u8);

        Assert.Equal(SHA256.HashData("body"u8), ContentDigest.Parse(digest));
        Assert.Null(ContentDigest.Parse(null));
        Assert.Null(ContentDigest.Parse(digest + ", " + digest));
        Assert.Null(ContentDigest.Parse(digest.Replace("sha-256", "sha-512")));
        Assert.Null(ContentDigest.Parse("sha-256=:" + new string('!', 44) + ":"));
    }

    [Fact]
    public void OnlyKeysOfTheRightCurveAreTaken()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var right = DeviceId.Import(_key.ExportSubjectPublicKeyInfo());

        Assert.Equal(DeviceId.Of(_key), DeviceId.Of(right!));
        Assert.Null(DeviceId.Import(other.ExportSubjectPublicKeyInfo()));
        Assert.Null(DeviceId.Import([.. _key.ExportSubjectPublicKeyInfo(), 0]));
        Assert.Null(DeviceId.Import("nothing"u8));
    }

    public void Dispose() => _key.Dispose();
}
