import * as l10n from '@vscode/l10n';
import { malformed } from './malformed';
import { inferenceRequest, inferenceResponse, parseMessage, type TensorMessage } from './messages';
import {
	binarySize,
	bytesOfTensor,
	isDatatype,
	quoted,
	tensorOfBytes,
	tensorOfJson,
	type Float32Tensor,
	type Tensor,
} from './tensor';

/** The header that says how many bytes of a body are JSON; behind them come the tensors' bytes. */
export const headerLengthName = 'inference-header-content-length';
/** As `/v2` announces the binary tensor extension; some servers write it with other separators. */
export const binaryExtension = 'binary_tensor_data';

/** A body, and for one with binary tensors the length of the JSON before them. */
export interface Body {
	readonly bytes: Buffer;
	readonly headerLength: number | undefined;
}

export interface DecodedRequest {
	readonly id: string | undefined;
	readonly inputs: ReadonlyMap<string, Tensor>;
	/** By name, in the order asked for, and whether in bytes; undefined where all are wanted. */
	readonly outputs: ReadonlyMap<string, boolean> | undefined;
	/** Whether outputs that are not named one by one are wanted in bytes. */
	readonly binary: boolean;
}

export interface DecodedResponse {
	readonly id: string | undefined;
	readonly version: string | undefined;
	readonly outputs: ReadonlyMap<string, Tensor>;
}

/** @throws {MalformedMessage} */
export function decodeRequest(body: Body): DecodedRequest {
	const { json, binary } = split(body);
	const request = parseMessage(inferenceRequest, json);
	const inputs = tensorsOf(request.inputs, binary);
	const byDefault = request.parameters?.binary_data_output ?? false;
	let outputs: Map<string, boolean> | undefined;
	if (request.outputs && request.outputs.length > 0) {
		outputs = new Map(request.outputs.map(({ name, parameters }) => [name, parameters?.binary_data ?? byDefault]));
		if (outputs.size !== request.outputs.length) {
			throw malformed(l10n.t('An output is asked for twice.'));
		}
	}
	return { id: request.id ?? undefined, inputs, outputs, binary: byDefault };
}

export function encodeRequest(
	inputs: readonly Tensor[],
	outputs: readonly string[],
	{ binary, id }: { readonly binary: boolean; readonly id?: string },
): Body {
	const wanted = outputs.map(name => (binary ? { name, parameters: { binary_data: true } } : { name }));
	return join({ ...(id === undefined ? {} : { id }), outputs: wanted }, 'inputs', inputs, () => binary);
}

/** @throws {MalformedMessage} */
export function decodeResponse(body: Body): DecodedResponse {
	const { json, binary } = split(body);
	const { id, model_version: version, outputs } = parseMessage(inferenceResponse, json);
	return { id: id ?? undefined, version: version ?? undefined, outputs: tensorsOf(outputs, binary) };
}

export function encodeResponse(
	model: { readonly name: string; readonly version: string; readonly id: string | undefined },
	outputs: readonly Float32Tensor[],
	isBinary: (name: string) => boolean,
): Body {
	const head = {
		model_name: model.name,
		model_version: model.version,
		...(model.id === undefined ? {} : { id: model.id }),
	};
	return join(head, 'outputs', outputs, isBinary);
}

function join(
	head: Readonly<Record<string, unknown>>,
	member: string,
	tensors: readonly Tensor[],
	isBinary: (name: string) => boolean,
): Body {
	const parts: Uint8Array[] = [];
	const messages = tensors.map((tensor): TensorMessage => {
		const { name, datatype, shape } = tensor;
		if (!isBinary(name)) {
			return { name, datatype, shape: [...shape], data: Array.from<bigint | number, number>(tensor.data, Number) };
		}
		const bytes = bytesOfTensor(tensor);
		parts.push(bytes);
		return { name, datatype, shape: [...shape], parameters: { binary_data_size: bytes.byteLength } };
	});
	const json = Buffer.from(JSON.stringify({ ...head, [member]: messages }));
	return parts.length === 0
		? { bytes: json, headerLength: undefined }
		: { bytes: Buffer.concat([json, ...parts]), headerLength: json.byteLength };
}

function split({ bytes, headerLength }: Body): { readonly json: string; readonly binary: Buffer } {
	if (headerLength === undefined) {
		return { json: bytes.toString('utf8'), binary: Buffer.alloc(0) };
	}
	if (!Number.isSafeInteger(headerLength) || headerLength < 1 || headerLength > bytes.byteLength) {
		throw malformed(l10n.t('Inference-Header-Content-Length is not the length of JSON at the start of the body.'));
	}
	return { json: bytes.toString('utf8', 0, headerLength), binary: bytes.subarray(headerLength) };
}

/** Takes the bytes of one tensor after the other, in the order of the messages, until none are left. */
function tensorsOf(messages: readonly TensorMessage[], binary: Buffer): ReadonlyMap<string, Tensor> {
	const tensors = new Map<string, Tensor>();
	let offset = 0;
	for (const { name, datatype, shape, parameters, data } of messages) {
		if (!isDatatype(datatype)) {
			throw malformed(
				l10n.t('{0} has the data type {1}; INT64 and FP32 are known here.', quoted(name), quoted(datatype)),
			);
		}
		if (tensors.has(name)) {
			throw malformed(l10n.t('{0} is there twice.', quoted(name)));
		}
		const tensor = { name, datatype, shape };
		const length = parameters?.binary_data_size ?? undefined;
		if (length === undefined) {
			tensors.set(name, tensorOfJson(tensor, data));
			continue;
		}
		if (data !== undefined && data !== null) {
			throw malformed(l10n.t('{0} has its data both in JSON and in bytes.', quoted(name)));
		}
		if (length !== binarySize(datatype, shape) || offset + length > binary.byteLength) {
			throw malformed(l10n.t('{0} has not as many bytes as its shape and its type take.', quoted(name)));
		}
		tensors.set(name, tensorOfBytes(tensor, binary.subarray(offset, offset + length)));
		offset += length;
	}
	if (offset !== binary.byteLength) {
		throw malformed(l10n.t('{0} bytes of the body belong to no tensor.', binary.byteLength - offset));
	}
	return tensors;
}
