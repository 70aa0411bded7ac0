using Mas.Engine.Autograd;
using Mas.Engine.Ops;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;
using Mas.Learning.Examples;

namespace Mas.Learning.Models;

/// <summary>
/// An encoder behind embeddings: it reads rows in which a vector per category is in the place of the category's marks
/// (Guo and Berkhahn, arXiv 1604.06737). The vectors are <c>embedding1.weight</c> and so on, (1, 1, categories, width);
/// the first of each, of what is missing or unknown, starts from zero.
/// </summary>
internal sealed class EmbeddedEncoder : IEncoder
{
    private readonly IReadOnlyList<ChannelEmbedding> _embeddings;
    private readonly Parameter[] _vectors;
    private readonly IEncoder _encoder;
    private EmbeddedBlock[]? _blocks;

    /// <summary>Declares the parameters of the embeddings, then those of the encoder.</summary>
    /// <param name="scope">The encoder's branch of the model tree.</param>
    /// <param name="input">The shape of a row: (1, 1, columns).</param>
    /// <param name="embeddings">At least one.</param>
    /// <param name="encoder">Declares the encoder, for rows of a shape.</param>
    internal EmbeddedEncoder(
        ParameterScope scope, FieldShape input, IReadOnlyList<ChannelEmbedding> embeddings,
        Func<FieldShape, IEncoder> encoder)
    {
        _embeddings = embeddings;
        _vectors =
        [
            .. embeddings.Select((embedding, place) => scope.Child($"embedding{place + 1}").Weight(
                "weight", new Shape(1, 1, embedding.Categories, embedding.Width),
                Initialisations.Vectors(embedding.Width))),
        ];
        _encoder = encoder(ChannelEmbedding.Embedded(input, embeddings));
    }

    /// <inheritdoc/>
    public FieldShape Features => _encoder.Features;

    /// <inheritdoc/>
    public Parameter LastShared => _encoder.LastShared;

    /// <inheritdoc/>
    public Tensor Forward(Tape tape, Tensor input) => _encoder.Forward(tape, Embed(tape, input));

    /// <inheritdoc/>
    public Tensor Trunk(Tape tape, Tensor input) => _encoder.Trunk(tape, Embed(tape, input));

    /// <inheritdoc/>
    public Tensor Neck(Tape tape, Tensor trunk) => _encoder.Neck(tape, trunk);

    // Parameters have their memory only after the whole model is declared.
    private Tensor Embed(Tape tape, Tensor input) => tape.Embed(input, _blocks ??=
        [.. _embeddings.Zip(_vectors, (embedding, vectors) => new EmbeddedBlock(embedding.First, vectors.Tensor))]);
}
