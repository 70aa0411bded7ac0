#!/usr/bin/env python3
"""Writes three small buildings in Taskonomy's layout with tools that are not Mas, beside this script.

A ball stands in a room: picture, class ids, depth, normals and a keypoint response of five views each. Every building
writes its PNGs in another way: Pillow; netpbm's pnmtopng, interlaced; zlib by hand, a different filter every row. Sizes
differ and none is square. Needs python3-pil, python3-numpy and netpbm.
"""
import pathlib
import struct
import subprocess
import zlib

import numpy as np
from PIL import Image

HERE = pathlib.Path(__file__).parent
BUILDINGS = [("alba", 48, 36), ("brook", 40, 50), ("cedar", 61, 47)]
VIEWS = 5


def render(building, view, width, height):
    """rgb, class ids, depth in 1/512 m, normals, keypoint response: a ball before a wall, above a floor."""
    y, x = np.meshgrid(np.linspace(-1, 1, height), np.linspace(-1, 1, width), indexing="ij")
    centre, radius = (np.sin(view + building) * 0.5, np.cos(2 * view - building) * 0.3), 0.3 + 0.05 * view
    dx, dy = (x - centre[0]) / radius, (y - centre[1]) / radius
    bulge = np.sqrt(np.clip(1 - dx * dx - dy * dy, 0, 1))
    ball, floor = bulge > 0, y > 0.6
    depth = np.where(ball, 1.6 - 0.4 * bulge, np.where(floor, 3 - 1.2 * (y - 0.6), 3)) + 0.1 * building
    depth = np.where((x > 0.9) & ~ball & ~floor, 128, depth)  # a window: nothing within reach
    normal = np.stack([np.where(ball, dx, 0), np.where(ball, -dy, np.where(floor, 1, 0)),
                       np.where(ball, bulge, np.where(floor, 0, 1))], 2)
    classes = np.where(ball, 3 + building, np.where(floor, 2, np.where(x < -0.95, 0, 1)))
    light = 0.35 + 0.6 * np.clip(normal @ np.array([0.3, 0.5, 0.8]), 0, 1)
    colour = np.where(ball[..., None], [0.9, 0.3, 0.2], np.where(floor[..., None], [0.5, 0.4, 0.3], [0.7, 0.7, 0.8]))
    rgb = np.clip(colour * light[..., None] * (1 - 0.1 * building), 0, 1)
    keypoints = 900 * np.exp(-((np.hypot(dx, dy) - 1) * 6) ** 2)
    return {
        "rgb": np.round(rgb * 255).astype(np.uint8),
        "segment_semantic": classes[..., None].astype(np.uint8),
        "depth_zbuffer": np.minimum(np.round(depth * 512), 65535)[..., None].astype(np.uint16),
        "normal": np.round((normal / 2 + 0.5) * 255).astype(np.uint8),
        "keypoints2d": np.round(keypoints)[..., None].astype(np.uint16),
    }


def by_pillow(path, samples):
    if samples.dtype == np.uint16:
        Image.fromarray(samples[..., 0].astype(np.int32), "I").save(path)
    else:
        Image.fromarray(samples if samples.shape[2] == 3 else samples[..., 0]).save(path, optimize=True)


def by_netpbm(path, samples):
    height, width, channels = samples.shape
    top = 255 if samples.dtype == np.uint8 else 65535
    pixels = samples.astype(">u2" if top > 255 else np.uint8).tobytes()
    source = (b"P5" if channels == 1 else b"P6") + f"\n{width} {height}\n{top}\n".encode() + pixels
    options = ["-interlace", "-force"] if top == 255 else ["-interlace"]
    path.write_bytes(subprocess.run(["pnmtopng", *options], input=source, stdout=subprocess.PIPE, check=True).stdout)


def by_hand(path, samples):
    height, width, channels = samples.shape
    bits = 8 * samples.dtype.itemsize
    stride, above, data = channels * bits // 8, bytes(width * channels * bits // 8), b""
    for number, row in enumerate(samples.astype(samples.dtype.newbyteorder(">"))):
        row, out = row.tobytes(), bytearray()
        for i, value in enumerate(row):
            a = row[i - stride] if i >= stride else 0
            b = above[i]
            c = above[i - stride] if i >= stride else 0
            p = a + b - c
            nearest = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
            out.append((value - (0, a, b, (a + b) // 2, nearest)[number % 5]) & 255)
        data += bytes([number % 5]) + bytes(out)
        above = row

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, bits, 0 if channels == 1 else 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(data, 9))
                     + chunk(b"IEND", b""))


def main():
    for number, ((building, width, height), write) in enumerate(zip(BUILDINGS, [by_pillow, by_netpbm, by_hand])):
        for view in range(VIEWS):
            for folder, samples in render(number, view, width, height).items():
                # The published archives write this one name without its underscore.
                domain = "segmentsemantic" if folder == "segment_semantic" else folder
                path = HERE / folder / building / f"point_{view}_view_{view % 2}_domain_{domain}.png"
                path.parent.mkdir(parents=True, exist_ok=True)
                write(path, samples)


main()
