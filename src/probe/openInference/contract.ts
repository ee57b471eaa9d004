import * as l10n from '@vscode/l10n';
import { sketchDimension } from '../onnx/projections';
import type { ModelMetadata, TensorMetadata } from './messages';
import { quoted } from './tensor';

/** What a probe is called on every server. */
export const modelName = 'probe';
export const inputNames = { ids: 'input_ids', weights: 'loss_weights' } as const;
export const outputNames = { logProbs: 'token_log_probs', sketch: 'sketch', embedding: 'embedding' } as const;

/** The probe's inputs and outputs as metadata has them; −1 where a size varies. */
export function contractOf(hiddenSize: number): Pick<ModelMetadata, 'inputs' | 'outputs'> {
	return {
		inputs: [
			{ name: inputNames.ids, datatype: 'INT64', shape: [-1, -1] },
			{ name: inputNames.weights, datatype: 'FP32', shape: [-1, -1] },
		],
		outputs: [
			{ name: outputNames.logProbs, datatype: 'FP32', shape: [-1, -1] },
			{ name: outputNames.sketch, datatype: 'FP32', shape: [-1, sketchDimension] },
			{ name: outputNames.embedding, datatype: 'FP32', shape: [-1, hiddenSize] },
		],
	};
}

/**
 * What of a model's metadata is not as a probe's has to be, in words; empty where all is well. A server may leave the
 * size of a dimension open, and may offer more inputs or outputs than these only where it needs no more inputs.
 */
export function differences(
	{ inputs, outputs }: Pick<ModelMetadata, 'inputs' | 'outputs'>,
	hiddenSize: number,
): readonly string[] {
	const expected = contractOf(hiddenSize);
	const unknown = inputs.filter(({ name }) => !expected.inputs.some(input => input.name === name));
	return [
		...expected.inputs.flatMap(tensor => difference('input', tensor, inputs)),
		...unknown.map(({ name }) => l10n.t('it wants an input {0} that a probe does not have', quoted(name))),
		...expected.outputs.flatMap(tensor => difference('output', tensor, outputs)),
	];
}

function difference(kind: string, expected: TensorMetadata, offered: readonly TensorMetadata[]): readonly string[] {
	const found = offered.find(({ name }) => name === expected.name);
	if (found === undefined) {
		return [l10n.t('it has no {0} {1}', kind, expected.name)];
	}
	if (found.datatype !== expected.datatype) {
		return [l10n.t('its {0} {1} is {2} and not {3}', kind, expected.name, quoted(found.datatype), expected.datatype)];
	}
	const fits =
		found.shape.length === expected.shape.length &&
		found.shape.every((size, dimension) => size < 0 || expected.shape[dimension] === size);
	return fits
		? []
		: [
				l10n.t(
					'its {0} {1} has the shape [{2}] and not [{3}]',
					kind,
					expected.name,
					found.shape.join(', '),
					expected.shape.join(', '),
				),
			];
}
