"""The encoders and the decoder of MAS (ICCV 2023), written from its description alone, at small widths."""
import torch

from . import ops
from .layers import convolution, norm, separable, up

XCEPTION = {"stem": (5, 6), "blocks": (7, 8, 18), "features": 20}
RESNET = {"width": 3, "features": 20}
DECODER = {"wide": 12, "middle": 8, "narrow": 6, "side": 3}


def xception(p, image):
    first, second = XCEPTION["stem"]
    one, two, middle = XCEPTION["blocks"]
    x = norm(p, "encoder.stem.norm1", convolution(p, "encoder.stem.conv1", image, first, 3, 2, 1), relu=True)
    x = norm(p, "encoder.stem.norm2", convolution(p, "encoder.stem.conv2", x, second, 3, 1, 1), relu=True)
    x = xception_block(p, "encoder.block1", x, one, halve=True, leading_relu=False)
    x = xception_block(p, "encoder.block2", x, two, halve=True)
    x = xception_block(p, "encoder.block3", x, middle, halve=True)
    for number in (4, 5, 6, 7):
        x = xception_block(p, f"encoder.block{number}", x, middle, halve=False)
    return neck(p, x, XCEPTION["features"])


def xception_block(p, name, x, channels, halve, leading_relu=True):
    main = torch.relu(x) if leading_relu else x
    main = norm(p, f"{name}.norm1", separable(p, f"{name}.separable1", main, channels), relu=True)
    main = norm(p, f"{name}.norm2", separable(p, f"{name}.separable2", main, channels))
    if halve:
        main = convolution(p, f"{name}.halve", main, channels, 2, 2, bias=True)
    if halve or channels != x.shape[3]:
        x = norm(p, f"{name}.skip.norm", convolution(p, f"{name}.skip", x, channels, 1, 2 if halve else 1))
    return main + x


def resnet(p, image):
    """ResNet-18 whose last layer keeps the size, so that features lie at a sixteenth; then the neck."""
    width = RESNET["width"]
    x = norm(p, "encoder.stem.norm", convolution(p, "encoder.stem", image, width, 7, 2, 3), relu=True)
    x = ops.max_pool(x)
    for layer, (factor, stride) in enumerate([(1, 1), (2, 2), (4, 2), (8, 1)], start=1):
        x = resnet_block(p, f"encoder.layer{layer}.0", x, factor * width, stride)
        x = resnet_block(p, f"encoder.layer{layer}.1", x, factor * width, 1)
    return neck(p, x, RESNET["features"])


def resnet_block(p, name, x, channels, stride):
    main = norm(p, f"{name}.norm1", convolution(p, f"{name}.conv1", x, channels, 3, stride, 1), relu=True)
    main = norm(p, f"{name}.norm2", convolution(p, f"{name}.conv2", main, channels, 3, 1, 1))
    if stride != 1 or channels != x.shape[3]:
        x = norm(p, f"{name}.skip.norm", convolution(p, f"{name}.skip", x, channels, 1, stride))
    return torch.relu(main + x)


def neck(p, x, features):
    return norm(p, "encoder.neck.norm", separable(p, "encoder.neck", x, features), relu=True)


def decoder(p, name, features, outputs, height, width):
    wide, middle, narrow = DECODER["wide"], DECODER["middle"], DECODER["narrow"]
    side = norm(p, f"{name}.side.norm", separable(p, f"{name}.side", features, DECODER["side"]))
    side = ops.upsample(side, height, width)
    x = norm(p, f"{name}.norm1", separable(p, f"{name}.separable1", features, wide))
    x = norm(p, f"{name}.up1.norm", up(p, f"{name}.up1", x, wide), relu=True)
    x = norm(p, f"{name}.norm2", separable(p, f"{name}.separable2", x, middle), relu=True)
    x = norm(p, f"{name}.up2.norm", up(p, f"{name}.up2", x, middle), relu=True)
    x = norm(p, f"{name}.norm3", separable(p, f"{name}.separable3", x, middle, 5), relu=True)
    x = norm(p, f"{name}.up3.norm", up(p, f"{name}.up3", x, narrow), relu=True)
    x = norm(p, f"{name}.norm4", separable(p, f"{name}.separable4", x, narrow, 5), relu=True)
    x = norm(p, f"{name}.up4.norm", up(p, f"{name}.up4", x, narrow))
    x = torch.relu(ops.concatenate(x, side))
    return separable(p, f"{name}.output", x, outputs, 5)
