"""An MLServer runtime that runs the exported graph."""

from mlserver import MLModel
from mlserver.codecs import NumpyCodec
from mlserver.types import InferenceRequest, InferenceResponse

from onnx_probe import OUTPUTS, OnnxProbe


class ProbeModel(MLModel):
    async def load(self) -> bool:
        self.probe = OnnxProbe(self.settings.parameters.uri)
        return True

    async def predict(self, payload: InferenceRequest) -> InferenceResponse:
        inputs = {tensor.name: NumpyCodec.decode_input(tensor) for tensor in payload.inputs}
        values = self.probe.run(inputs["input_ids"], inputs["loss_weights"])
        return InferenceResponse(
            model_name=self.name,
            model_version=self.version,
            outputs=[NumpyCodec.encode_output(name, value) for name, value in zip(OUTPUTS, values)],
        )
