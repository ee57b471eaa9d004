import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { malformed } from './malformed';

/**
 * The messages of the Open Inference Protocol v2 over HTTP, as far as they matter here: what else they hold is left
 * out. Field names are the protocol's.
 */

/** Tensors with more dimensions are none of ours. */
const mostDimensions = 8;
const mostTensors = 16;
const name = z.string().check(z.maxLength(256));
const size = z.int().check(z.nonnegative());
const shape = z.array(size).check(z.maxLength(mostDimensions));

/** Some software writes `null` for what it leaves out. */
const tensorMessage = z.object({
	name,
	datatype: name,
	shape,
	parameters: z.nullish(z.object({ binary_data_size: z.nullish(size) })),
	data: z.optional(z.unknown()),
});
export type TensorMessage = z.infer<typeof tensorMessage>;

export const inferenceRequest = z.object({
	id: z.nullish(name),
	parameters: z.nullish(z.object({ binary_data_output: z.nullish(z.boolean()) })),
	inputs: z.array(tensorMessage).check(z.maxLength(mostTensors)),
	outputs: z.nullish(
		z
			.array(z.object({ name, parameters: z.nullish(z.object({ binary_data: z.nullish(z.boolean()) })) }))
			.check(z.maxLength(mostTensors)),
	),
});
export type InferenceRequest = z.infer<typeof inferenceRequest>;

export const inferenceResponse = z.object({
	id: z.nullish(name),
	model_name: z.nullish(name),
	model_version: z.nullish(z.string()),
	outputs: z.array(tensorMessage).check(z.maxLength(mostTensors)),
});
export type InferenceResponse = z.infer<typeof inferenceResponse>;

export const serverMetadata = z.object({
	name: z.optional(z.string()),
	version: z.optional(z.string()),
	extensions: z.nullish(z.array(z.string())),
});

/** A dimension of −1 varies. Some servers write dimensions as texts, and some leave shapes out. */
const tensorMetadata = z.object({
	name,
	datatype: name,
	shape: z.array(z.coerce.number()).check(z.maxLength(mostDimensions)),
});
export type TensorMetadata = z.infer<typeof tensorMetadata>;

/** What a service says of itself beyond the protocol. */
const serviceParameters = z.object({
	fingerprint: z.catch(z.optional(z.string()), undefined),
	provider: z.catch(z.optional(z.string().check(z.maxLength(40))), undefined),
	max_request_rows: z.catch(z.optional(z.int().check(z.positive())), undefined),
	max_request_tokens: z.catch(z.optional(z.int().check(z.positive())), undefined),
	max_batch_tokens: z.catch(z.optional(z.int().check(z.positive())), undefined),
});

export const modelMetadata = z.object({
	name,
	versions: z.nullish(z.array(z.string())),
	platform: z.nullish(z.string()),
	inputs: z.array(tensorMetadata).check(z.maxLength(mostTensors)),
	outputs: z.array(tensorMetadata).check(z.maxLength(mostTensors)),
	parameters: z.nullish(serviceParameters),
	properties: z.nullish(serviceParameters),
});
export type ModelMetadata = z.infer<typeof modelMetadata>;

/** @throws {MalformedMessage} the text is not JSON, or not this message */
export function parseMessage<T>(schema: z.ZodMiniType<T>, text: string): T {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (error) {
		throw malformed(l10n.t('The message is not JSON.'), error);
	}
	const { data, error } = schema.safeParse(value);
	if (error !== undefined) {
		const [issue] = error.issues;
		const place = issue?.path.map(String).join('.') ?? '';
		throw malformed(
			place === ''
				? l10n.t('The message is not as the protocol has it.')
				: l10n.t('The message is not as the protocol has it at {0}.', place.slice(0, 80)),
			error,
		);
	}
	return data;
}
