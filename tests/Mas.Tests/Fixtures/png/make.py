#!/usr/bin/env python3
"""Writes the PNG fixtures of this folder with tools that are not Mas: Pillow, netpbm's pnmtopng, and zlib by hand.

Each NAME.png comes with NAME.raw: "width height channels bitdepth" as a line, then the expected samples after
expansion, big-endian 16 bit, in (height, width, channels) order. Needs python3-pil, python3-numpy and netpbm.
"""
import pathlib
import struct
import subprocess
import zlib

import numpy as np
from PIL import Image

HERE = pathlib.Path(__file__).parent
RANDOM = np.random.RandomState(7)
WIDTH, HEIGHT = 13, 11


def expect(name, samples, bitdepth):
    samples = samples.reshape(samples.shape[0], samples.shape[1], -1)
    height, width, channels = samples.shape
    head = f"{width} {height} {channels} {bitdepth}\n".encode()
    (HERE / f"{name}.raw").write_bytes(head + samples.astype(">u2").tobytes())


def smooth(channels, top):
    y, x, c = np.meshgrid(np.arange(HEIGHT), np.arange(WIDTH), np.arange(channels), indexing="ij")
    wave = np.sin(x / 3.0 + c) + np.cos(y / 2.0 - c) + RANDOM.uniform(-0.2, 0.2, x.shape)
    return np.clip((wave + 2.2) / 4.4 * top, 0, top).astype(np.uint16)


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def by_hand(name, samples, bitdepth, colortype, filters, extra=b"", pieces=1):
    """Writes 8 or 16 bit, row y under filters[y], the compressed data in so many IDAT chunks."""
    height, width, channels = samples.shape
    stride = channels * bitdepth // 8
    rows = [np.ascontiguousarray(row.astype(">u2" if bitdepth == 16 else np.uint8)).tobytes() for row in samples]
    above, data = bytes(width * stride), b""
    for row, kind in zip(rows, filters):
        out = bytearray()
        for i, value in enumerate(row):
            a = row[i - stride] if i >= stride else 0
            b = above[i]
            c = above[i - stride] if i >= stride else 0
            p = a + b - c
            nearest = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
            out.append((value - (0, a, b, (a + b) // 2, nearest)[kind]) & 255)
        data += bytes([kind]) + bytes(out)
        above = row
    packed = zlib.compress(data)
    size = -(-len(packed) // pieces)
    idat = b"".join(chunk(b"IDAT", packed[i:i + size]) for i in range(0, len(packed), size))
    head = struct.pack(">IIBBBBB", width, height, bitdepth, colortype, 0, 0, 0)
    (HERE / f"{name}.png").write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + idat + chunk(b"IEND", b""))


def pillow(name, image, samples, bitdepth, **options):
    image.save(HERE / f"{name}.png", **options)
    expect(name, samples, bitdepth)


def netpbm(name, samples, top, *options):
    """Writes through pnmtopng, interlaced (which Pillow cannot)."""
    height, width, channels = samples.shape
    kind = b"P5" if channels == 1 else b"P6"
    pixels = samples.astype(">u2" if top > 255 else np.uint8).tobytes()
    source = kind + f"\n{width} {height}\n{top}\n".encode() + pixels
    done = subprocess.run(["pnmtopng", "-interlace", *options], input=source, stdout=subprocess.PIPE, check=True)
    (HERE / f"{name}.png").write_bytes(done.stdout)


def main():
    # Every filter type on 8 and 16 bit, the data in several chunks, an unknown ancillary chunk between.
    for name, channels, bitdepth, colortype in [
            ("filters-gray16", 1, 16, 0), ("filters-rgb8", 3, 8, 2), ("filters-rgba16", 4, 16, 6),
            ("filters-gray-alpha8", 2, 8, 4)]:
        samples = smooth(channels, (1 << bitdepth) - 1)
        by_hand(name, samples, bitdepth, colortype, [y % 5 for y in (4, *range(1, HEIGHT))],
                chunk(b"teXt", b"made\0by hand"), pieces=3)
        expect(name, samples, bitdepth)

    # A transparent color.
    samples = smooth(3, 255)
    samples[2, 3] = (1, 2, 3)
    by_hand("transparent-color", samples, 8, 2, [1] * HEIGHT, chunk(b"tRNS", struct.pack(">HHH", 1, 2, 3)))
    alpha = np.full((HEIGHT, WIDTH, 1), 255)
    alpha[2, 3] = 0
    expect("transparent-color", np.concatenate([samples, alpha], 2), 8)

    # Pillow: gray, RGBA, 16 bit, one bit, palettes of 8 bit (with and without transparency) and of 2 bit.
    gray = smooth(1, 255)
    pillow("pillow-gray8", Image.fromarray(gray[..., 0].astype(np.uint8)), gray, 8)
    deep = smooth(1, 65535)
    pillow("pillow-gray16", Image.fromarray(deep[..., 0].astype(np.int32), "I"), deep, 16)
    rgba = smooth(4, 255)
    pillow("pillow-rgba8", Image.fromarray(rgba.astype(np.uint8), "RGBA"), rgba, 8)
    bits = (gray > 127) * 255
    pillow("pillow-gray1", Image.fromarray(bits[..., 0].astype(np.uint8)).convert("1"), bits, 8)
    table = RANDOM.randint(0, 256, (256, 3))
    for name, colors, options in [
            ("pillow-palette8", 200, {}), ("pillow-palette2", 4, {"bits": 2}),
            ("pillow-palette8-transparent", 200, {"transparency": bytes(range(100))})]:
        indices = RANDOM.randint(0, colors, (HEIGHT, WIDTH)).astype(np.uint8)
        image = Image.fromarray(indices, "P")
        image.putpalette(table[:colors].astype(np.uint8).tobytes())
        samples = table[indices]
        if "transparency" in options:
            alpha = np.where(indices < 100, indices, 255)[..., None]
            samples = np.concatenate([samples, alpha], 2)
        pillow(name, image, samples, 8, **options)

    # netpbm: interlaced, at sizes where some of the seven passes are empty or ragged too; pnmtopng makes a palette of
    # 8-bit colors as few as these.
    for name, samples, top in [
            ("interlaced-gray8", smooth(1, 255), 255), ("interlaced-gray16", smooth(1, 65535), 65535),
            ("interlaced-palette8", smooth(3, 255), 255), ("interlaced-rgb16", smooth(3, 65535), 65535),
            ("interlaced-tiny", smooth(3, 255)[:2, :3], 255)]:
        netpbm(name, samples, top)
        expect(name, samples, 8 if top == 255 else 16)
    for depth in (1, 2, 4):
        top = (1 << depth) - 1
        samples = smooth(1, top)
        netpbm(f"interlaced-gray{depth}", samples, top)
        expect(f"interlaced-gray{depth}", samples * (255 // top), 8)


main()
