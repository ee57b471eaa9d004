"""A Triton model of the Python backend that runs the exported graph: the package that carries Triton's binary has no
ONNX Runtime backend."""

import os

import triton_python_backend_utils as utils

from onnx_probe import OUTPUTS, OnnxProbe


class TritonPythonModel:
    def initialize(self, args):
        folder = os.path.join(args["model_repository"], args["model_version"])
        self.probe = OnnxProbe(os.path.join(folder, "model.onnx"))

    def execute(self, requests):
        responses = []
        for request in requests:
            inputs = [utils.get_input_tensor_by_name(request, name).as_numpy() for name in ("input_ids", "loss_weights")]
            try:
                values = self.probe.run(*inputs)
                tensors = [utils.Tensor(name, value) for name, value in zip(OUTPUTS, values)]
                responses.append(utils.InferenceResponse(tensors))
            except Exception as error:
                responses.append(utils.InferenceResponse([], utils.TritonError(str(error))))
        return responses
