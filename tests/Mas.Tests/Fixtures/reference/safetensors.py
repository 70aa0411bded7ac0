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
