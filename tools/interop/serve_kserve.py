"""Serves an exported graph with KServe's Python server.

python serve_kserve.py <folder of model.onnx> <port>
"""

import os
import sys

import kserve
from kserve.utils.utils import generate_uuid

from onnx_probe import OUTPUTS, OnnxProbe

model, port = sys.argv[1:]


class ProbeModel(kserve.Model):
    def __init__(self, graph):
        super().__init__("probe")
        self.probe = OnnxProbe(graph)
        self.ready = True

    def get_input_types(self):
        return self.described(self.probe.tensors()[0])

    def get_output_types(self):
        return self.described(self.probe.tensors()[1])

    def predict(self, payload: kserve.InferRequest, headers=None) -> kserve.InferResponse:
        inputs = {tensor.name: tensor.as_numpy() for tensor in payload.inputs}
        values = self.probe.run(inputs["input_ids"], inputs["loss_weights"])
        binary = payload.use_binary_outputs
        outputs = []
        for name, value in zip(OUTPUTS, values):
            output = kserve.InferOutput(name, list(value.shape), "FP32")
            output.set_data_from_numpy(value, binary_data=binary)
            outputs.append(output)
        return kserve.InferResponse(payload.id or generate_uuid(), self.name, outputs)

    @staticmethod
    def described(tensors):
        return [{"name": name, "datatype": datatype, "shape": shape} for name, datatype, shape in tensors]


kserve.ModelServer(http_port=int(port), enable_grpc=False, workers=1).start(
    [ProbeModel(os.path.join(model, "model.onnx"))]
)
