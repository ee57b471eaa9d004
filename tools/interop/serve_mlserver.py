"""Serves an exported graph with MLServer.

python serve_mlserver.py <folder of model.onnx> <version> <port> <folder for its settings>
"""

import json
import os
import shutil
import sys

from onnx_probe import OnnxProbe

model, version, port, settings = sys.argv[1:]
here = os.path.dirname(os.path.abspath(__file__))
graph = os.path.join(os.path.abspath(model), "model.onnx")


def described(tensors):
    return [{"name": name, "datatype": datatype, "shape": shape} for name, datatype, shape in tensors]


inputs, outputs = OnnxProbe(graph).tensors()
shutil.rmtree(settings, ignore_errors=True)
os.makedirs(settings)
for name in ("mlserver_model.py", "onnx_probe.py"):
    shutil.copy(os.path.join(here, name), settings)
with open(os.path.join(settings, "model-settings.json"), "w") as file:
    json.dump(
        {
            "name": "probe",
            "implementation": "mlserver_model.ProbeModel",
            "platform": "onnxruntime",
            "versions": [version],
            "inputs": described(inputs),
            "outputs": described(outputs),
            "parameters": {"uri": graph, "version": version},
        },
        file,
    )
# One process: the graph is loaded once.
with open(os.path.join(settings, "settings.json"), "w") as file:
    json.dump(
        {
            "host": "127.0.0.1",
            "http_port": int(port),
            "grpc_port": int(port) + 1,
            "metrics_port": int(port) + 2,
            "parallel_workers": 0,
            "use_structured_logging": False,
        },
        file,
    )
os.environ["PYTHONPATH"] = settings
program = os.path.join(os.path.dirname(sys.executable), "mlserver")
os.execv(program, [program, "start", settings])
