"""The safetensors format: an eight-byte little-endian header length, a JSON header, the raw elements."""
import json
import struct

import numpy as np


def write(path, tensors):
    """Writes named torch tensors as float32, each with exactly four dimensions (leading ones are added)."""
    header, content, offset = {}, [], 0
    for name, tensor in tensors.items():
        array = tensor.detach().numpy().astype("<f4")
        array = array.reshape((1,) * (4 - array.ndim) + array.shape)
        assert np.isfinite(array).all(), f"{path.name}: {name} has a value that is not a number"
        data = array.tobytes()
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [offset, offset + len(data)]}
        content.append(data)
        offset += len(data)
    head = json.dumps(header, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 8)
    path.write_bytes(struct.pack("<Q", len(head)) + head + b"".join(content))


def read(path):
    """The float32 arrays of a file by name, in the shapes they were written with."""
    data = path.read_bytes()
    start = 8 + struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    arrays = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        arrays[name] = np.frombuffer(data[start + begin:start + end], "<f4").reshape(entry["shape"])
    return arrays
