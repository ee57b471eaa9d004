"""Runs an exported probe with ONNX Runtime: what the model of every server here does."""

import numpy
import onnxruntime

OUTPUTS = ["token_log_probs", "sketch", "embedding"]


class OnnxProbe:
    def __init__(self, path):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.enable_mem_pattern = False
        self.session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def run(self, input_ids, loss_weights):
        """The outputs in the order of OUTPUTS, for INT64 [B, T] and FP32 [B, T]."""
        feeds = {
            "input_ids": numpy.ascontiguousarray(input_ids, dtype=numpy.int64),
            "loss_weights": numpy.ascontiguousarray(loss_weights, dtype=numpy.float32),
        }
        return self.session.run(OUTPUTS, feeds)

    def tensors(self):
        """Inputs and outputs as (name, datatype, shape), -1 where a size varies."""
        names = {"tensor(int64)": "INT64", "tensor(float)": "FP32"}

        def described(values):
            return [
                (value.name, names[value.type], [size if isinstance(size, int) else -1 for size in value.shape])
                for value in values
            ]

        return described(self.session.get_inputs()), described(self.session.get_outputs())
