import { UserError } from '../base/errors';
import { outputText } from '../demonstrations/demonstration';
import type { Loss } from '../probe/probeModel';
import type { Selection } from '../protocol/selection';
import { normalizedText } from '../text/words';
import { measureConsistency } from './consistency';
import type { InspectedSet } from './inspect';
import { alternating } from './labelOrder';
import { chooseLoss, examplesOf, gradientRequest, sketchOf } from './readings';
import { countedReadOptions, type Services, type WorkflowOptions } from './services';

/**
 * How the chosen stand: as in the file; in the order of choice, the most telling first; or with labels alternating, so
 * that no run of one label ends the prompt.
 */
export type SelectionOrder = 'file' | 'chosen' | 'alternating';

export interface SelectOptions extends WorkflowOptions {
	/** How many are wanted. */
	readonly count: number;
	/** Most demonstrations with one output. */
	readonly perLabel?: number;
	/** Least V-Score in bits per token. Without a task definition there is none. */
	readonly minimumConsistency?: number;
	readonly order?: SelectionOrder;
	readonly loss?: Loss;
}

/**
 * The best few demonstrations of a set or pool: greedy maximisation of G-Vendi, above a floor of consistency and within a quota
 * for each label.
 *
 * @throws {UserError} `set.empty`, `select.noTask`, `select.nothingLeft`, and what the probe throws
 */
export async function select(
	services: Services,
	{ document, set, wishes }: InspectedSet,
	options: SelectOptions,
): Promise<Selection> {
	const { signal, minimumConsistency, count, perLabel, order = 'file' } = options;
	const { demonstrations } = set;
	const task = set.task?.text;
	if (demonstrations.length === 0) {
		throw new UserError('set.empty', `${document.name} holds no demonstrations to choose from.`);
	}
	if (minimumConsistency !== undefined && task === undefined) {
		throw new UserError(
			'select.noTask',
			`${document.name} has no task definition, so no consistency can be asked for. Give one with --task.`,
			'usage',
		);
	}
	const examples = examplesOf(demonstrations);
	const loss = options.loss ?? wishes.loss ?? chooseLoss(demonstrations.map(outputText), wishes.labels);
	const total = examples.length * (minimumConsistency === undefined ? 1 : 3);
	const read = countedReadOptions(options, 'Reading demonstrations', total);
	const vScores =
		minimumConsistency === undefined || task === undefined
			? undefined
			: await measureConsistency(services.probe, task, examples, examples, [...examples.keys()], read);
	const eligible = [...examples.keys()].filter(index => {
		const score = vScores?.[index];
		return minimumConsistency === undefined || (score !== undefined && score.bitsPerToken >= minimumConsistency);
	});
	if (eligible.length === 0) {
		throw new UserError(
			'select.nothingLeft',
			`No demonstration of ${document.name} reaches ${String(minimumConsistency)} bits per token. Lower the floor.`,
		);
	}
	const readings = await services.probe.read(
		eligible.flatMap(index => {
			const example = examples[index];
			return example === undefined ? [] : [gradientRequest(example, task, loss)];
		}),
		read,
	);
	const sketches = readings.map(sketchOf);
	const labels = eligible.map(index => {
		const demonstration = demonstrations[index];
		return demonstration === undefined ? '' : normalizedText(outputText(demonstration));
	});
	const { chosen, random } = await services.measurer.selectDiverse(sketches, {
		count,
		labels,
		...(perLabel === undefined ? {} : { perLabel }),
	});
	signal?.throwIfAborted();

	const places = chosen.map(({ index }, rank) => ({ index, rank }));
	const ordered =
		order === 'file'
			? places.toSorted((a, b) => a.index - b.index)
			: order === 'chosen'
				? places
				: alternating(places, ({ index }) => labels[index] ?? '');
	return {
		version: 1,
		file: document.name,
		count: demonstrations.length,
		inconsistent: demonstrations.length - eligible.length,
		gVendi: { chosen: chosen.at(-1)?.scoreAfter ?? 0, random },
		demonstrations: ordered.flatMap(({ index, rank }) => {
			const place = eligible[index] ?? 0;
			const demonstration = demonstrations[place];
			return demonstration === undefined
				? []
				: [
						{
							id: demonstration.id,
							input: demonstration.input.text,
							output: outputText(demonstration),
							rank: rank + 1,
							gain: chosen[rank]?.gain ?? 0,
							vScore: vScores?.[place] ?? null,
						},
					];
		}),
	};
}
