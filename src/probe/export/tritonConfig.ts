import { contractOf, modelName } from '../openInference/contract';
import type { TensorMetadata } from '../openInference/messages';

export interface TritonConfigOptions {
	/** Numbers in an embedding. */
	readonly hiddenSize: number;
	/** Texts that the server puts together at most; a request of more is refused by it. */
	readonly maxBatch: number;
	/** Of the checkpoint. */
	readonly revision: string;
}

/** Microseconds that a request waits for others of its length. */
const queueDelay = 2000;
/** Requests that wait at most; more are refused at once, which tells a client to come back later. */
const queueSize = 256;
/** Microseconds after which a waiting request is refused. */
const queueTimeout = 60_000_000;

/**
 * The `config.pbtxt` of a Triton model repository (ModelConfig in model_config.proto of triton-inference-server/common).
 * Dimensions are without the batch, which leads every tensor. TF32 is off: with it, matrix products keep 10 bits of a
 * fraction, and readings no longer compare with those of a CPU. Memory patterns are off for the reason given at
 * `createSession`.
 */
export function tritonConfig({ hiddenSize, maxBatch, revision }: TritonConfigOptions): string {
	const { inputs, outputs } = contractOf(hiddenSize);
	return `name: "${modelName}"
backend: "onnxruntime"
max_batch_size: ${maxBatch}
input [
${inputs.map(tensorLine).join(',\n')}
]
output [
${outputs.map(tensorLine).join(',\n')}
]
dynamic_batching {
  max_queue_delay_microseconds: ${queueDelay}
  default_queue_policy {
    timeout_action: REJECT
    default_timeout_microseconds: ${queueTimeout}
    max_queue_size: ${queueSize}
  }
}
instance_group [ { count: 1 kind: KIND_AUTO } ]
optimization {
  execution_accelerators {
    gpu_execution_accelerator: [ { name: "cuda" parameters { key: "use_tf32" value: "0" } } ]
  }
}
parameters { key: "enable_mem_pattern" value: { string_value: "0" } }
parameters { key: "demoscope.revision" value: { string_value: "${revision}" } }
`;
}

function tensorLine({ name, datatype, shape }: TensorMetadata): string {
	return `  { name: "${name}" data_type: TYPE_${datatype} dims: [ ${shape.slice(1).join(', ')} ] }`;
}
