"""Reads with NVIDIA's public client of the Open Inference Protocol from a server, and compares with what is expected.

python triton_client.py <host:port> <expected.json> [token]

expected.json holds batches: {"version": "...", "batches": [{"input_ids": [[..]], "loss_weights": [[..]],
"outputs": {"token_log_probs": [[..]], "sketch": [[..]], "embedding": [[..]]}}]}. Prints one JSON document: the server's
name, and for JSON and for binary tensors the largest difference, of sketches and embeddings as a share of the largest entry.
"""

import json
import sys

import numpy
import tritonclient.http as client
from tritonclient.utils import InferenceServerException

address, expected_file, *token = sys.argv[1:]
headers = {"Authorization": f"Bearer {token[0]}"} if token else {}
with open(expected_file) as file:
    expected = json.load(file)

server = client.InferenceServerClient(address, network_timeout=120, connection_timeout=120)
assert server.is_server_live(headers=headers), "not live"
assert server.is_server_ready(headers=headers), "not ready"
assert server.is_model_ready("probe", headers=headers), "the model is not ready"
about = server.get_server_metadata(headers=headers)
metadata = server.get_model_metadata("probe", headers=headers)
versions = metadata.get("versions") or []
version = expected["version"] if expected["version"] in versions else ""


def read(batch, binary):
    inputs = []
    for name, datatype, kind in (("input_ids", "INT64", numpy.int64), ("loss_weights", "FP32", numpy.float32)):
        values = numpy.array(batch[name], dtype=kind)
        tensor = client.InferInput(name, list(values.shape), datatype)
        tensor.set_data_from_numpy(values, binary_data=binary)
        inputs.append(tensor)
    outputs = [client.InferRequestedOutput(name, binary_data=binary) for name in batch["outputs"]]
    response = server.infer(
        "probe", inputs, model_version=version, outputs=outputs, request_id="1", headers=headers
    )
    return {name: response.as_numpy(name) for name in batch["outputs"]}


def difference(actual, wanted, relative):
    wanted = numpy.array(wanted, dtype=numpy.float64)
    assert actual.shape == wanted.shape, f"shape {actual.shape}, not {wanted.shape}"
    assert numpy.isfinite(actual).all(), "not a number"
    return float(numpy.abs(actual - wanted).max() / (numpy.abs(wanted).max() if relative else 1))


result = {"server": f"{about['name']} {about['version']}", "extensions": about["extensions"], "versions": versions}
for form, binary in (("json", False), ("binary", True)):
    try:
        result[form] = max(
            difference(values[name], wanted, name != "token_log_probs")
            for batch in expected["batches"]
            for values in [read(batch, binary)]
            for name, wanted in batch["outputs"].items()
        )
    except (InferenceServerException, AssertionError) as error:
        result[form] = f"failed: {error}"
print(json.dumps(result))
