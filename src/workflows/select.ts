import { UserError } from '../base/errors';
import { outputText } from '../demonstrations/demonstration';
import type { Selection } from '../protocol/selection';
import { normalizedText } from '../text/words';
import { measureConsistency } from './consistency';
import type { InspectedSet } from './inspect';
import { chooseLoss, examplesOf, gradientRequest, sketchOf } from './readings';
import { inOrder, noTaskFor, nothingLeft, type SelectOptions } from './selectOrder';
import { countedReadOptions, type Services } from './services';

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
		throw noTaskFor(document.name);
	}
	const examples = examplesOf(demonstrations);
	const loss = options.loss ?? wishes.loss ?? chooseLoss(demonstrations.map(outputText), wishes.labels);
	const total = examples.length * (minimumConsistency === undefined ? 1 : 3);
	const read = countedReadOptions(options, 'Reading demonstrations', total);
	const vScores =
		minimumConsistency === undefined || task === undefined
			? undefined
			: await measureConsistency(services.probe, task, examples, read);
	const consistent = [...examples.keys()].filter(index => {
		const score = vScores?.[index];
		return minimumConsistency === undefined || (score !== undefined && score.bitsPerToken >= minimumConsistency);
	});
	const labelOf = (index: number): string => {
		const demonstration = demonstrations[index];
		return demonstration === undefined ? '' : normalizedText(outputText(demonstration));
	};
	const allowed = wishes.labels && new Set(wishes.labels.map(normalizedText));
	const eligible = consistent.filter(index => allowed === undefined || allowed.has(labelOf(index)));
	if (eligible.length === 0) {
		throw nothingLeft(document.name, minimumConsistency);
	}
	const readings = await services.probe.read(
		eligible.flatMap(index => {
			const example = examples[index];
			return example === undefined ? [] : [gradientRequest(example, task, loss)];
		}),
		read,
	);
	const sketches = readings.map(sketchOf);
	const { chosen, random } = await services.measurer.selectDiverse(sketches, {
		count,
		labels: eligible.map(labelOf),
		...(perLabel === undefined ? {} : { perLabel }),
	});
	signal?.throwIfAborted();

	return {
		version: 1,
		file: document.name,
		count: demonstrations.length,
		inconsistent: demonstrations.length - consistent.length,
		disallowed: consistent.length - eligible.length,
		gVendi: { chosen: chosen.at(-1)?.scoreAfter ?? 0, random },
		demonstrations: inOrder(
			chosen.flatMap(({ index, gain }, rank) => {
				const place = eligible[index] ?? 0;
				const demonstration = demonstrations[place];
				return demonstration === undefined
					? []
					: [
							{
								id: demonstration.id,
								input: demonstration.input.text,
								output: outputText(demonstration),
								index: place,
								rank,
								gain,
								vScore: vScores?.[place] ?? null,
							},
						];
			}),
			order,
		),
	};
}
