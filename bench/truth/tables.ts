import { mean } from '../../src/numeric/statistics';
import { barsOf } from './bars';
import type { TruthFigures } from './figures';
import type { SmallSetFigures } from './smallSets';
import type { StudentFigures } from './students';

/** Columns of text; the first is a name, the others are numbers. */
type Row = readonly string[];

/**
 * The figures as Markdown: the bars, with those of another probe beside them where there are some, and what they rest on.
 */
export function truthTables(figures: TruthFigures, beside?: TruthFigures): string {
	const { probe, consistency, intruders, ladders, contrast, duplicates, costs } = figures;
	const others = new Map((beside === undefined ? [] : barsOf(beside)).map(({ name, value }) => [name, value]));
	const parts = [
		`Probe ${probe.id}, ${(probe.parameters / 1e6).toFixed(1)} M parameters, revision ${probe.revision}`,
		table(
			['bar', 'at least', 'reached', '', beside?.probe.id ?? ''],
			barsOf(figures).flatMap(({ name, least, value }) =>
				value === undefined
					? []
					: [[name, number(least), number(value), value >= least ? 'yes' : 'no', number(others.get(name))]],
			),
		),
	];
	if (consistency !== undefined) {
		parts.push(
			`Right against wrong definition, ${consistency.tasks} tasks`,
			table(
				['measure', 'paired accuracy', '95 %', 'AUC', 'pairs', 'intruder found'],
				Object.entries(consistency.measures).map(([name, { pairedAccuracy, interval, auc, pairs }]) => [
					measureNames[name] ?? name,
					number(pairedAccuracy),
					interval.map(number).join('–'),
					number(auc),
					String(pairs),
					number(intruders?.[name]),
				]),
			),
		);
	}
	for (const { name, size, steps, groups, loss, measures } of ladders) {
		parts.push(
			`Ladder of ${name}: ${steps.join(', ')} of ${groups} groups in sets of ${size}; the product reads ${loss}`,
			table(
				['measure', 'random', 'nested', 'within', 'means of nested draws', 'ms a set'],
				Object.entries(measures).map(([measure, { random, nested, within, means, milliseconds }]) => [
					measure,
					number(random),
					number(nested),
					number(within),
					means.map(value => value.toPrecision(3)).join(' '),
					Number.isNaN(milliseconds) ? '' : milliseconds.toFixed(1),
				]),
			),
		);
	}
	if (contrast.length > 0) {
		parts.push(
			'Diversity per demonstration of sets of 12, and what one more does',
			table(
				[
					'source',
					'loss',
					'fall by a paraphrase',
					'by another demonstration',
					'spread of a redraw',
					'share over twice',
				],
				contrast.map(({ source, loss, isByRule, paraphrase, other, spread, share }) => [
					source,
					isByRule ? `${loss} (the rule)` : loss,
					...[paraphrase, other, spread].map(value => value.toFixed(4)),
					number(share),
				]),
			),
		);
	}
	if (duplicates.length > 0) {
		parts.push(
			'Sets of 32 with 0, 25, 50 and 75 % paraphrases',
			table(
				['source', 'G-Vendi', 'falls', 'precision', 'recall', 'reported at 0 %'],
				duplicates.map(({ source, means, monotone, precision, recall, falseAlarms }) => [
					source,
					means.map(value => value.toFixed(2)).join(' '),
					...[monotone, precision, recall, falseAlarms].map(number),
				]),
			),
		);
	}
	parts.push(...smallSetTables(figures.smallSets));
	parts.push(...studentTables(figures.students ?? []));
	if (costs !== undefined) {
		const { texts, tokens, forward, completion, joint } = costs;
		parts.push(
			`Cost of a reading, ${texts} texts of ${tokens.toFixed(0)} tokens: ${forward.toFixed(1)} ms without gradient; with it ${(completion / forward).toFixed(1)} (completion) and ${(joint / forward).toFixed(1)} (joint) times that`,
		);
	}
	return `${parts.join('\n\n')}\n`;
}

function smallSetTables(figures: SmallSetFigures | undefined): string[] {
	if (figures === undefined) {
		return [];
	}
	const { reference, ladders, sources, measures } = figures;
	return [
		`What keeps contrast in small sets: rank correlation on each ladder, and the fall by a paraphrase in spreads; preconditioned by ${reference} other demonstrations`,
		table(
			['likeness; measure', ...ladders, 'lowest', ...sources],
			Object.entries(measures).map(([name, { correlations, falls }]) => [
				name,
				...correlations.map(number),
				number(Math.min(...correlations)),
				...falls.map(fall => fall.toFixed(1)),
			]),
		),
	];
}

/** A table for each way to draw subsets, a row for each measure. */
function studentTables(students: readonly StudentFigures[]): string[] {
	return [...Map.groupBy(students, ({ kind }) => kind)].map(([kind, tasks]) =>
		[
			`Rank correlation with the accuracy of a linear student, 60 ${kind} subsets`,
			table(
				['measure', ...tasks.map(({ task }) => task), 'mean'],
				Object.keys(tasks[0]?.measures ?? {}).map(measure => {
					const found = tasks.flatMap(({ measures }) => measures[measure] ?? []);
					return [
						measure,
						...found.map(
							({ correlation, interval }) => `${number(correlation)} (${interval.map(number).join(' to ')})`,
						),
						number(mean(found.map(({ correlation }) => correlation))),
					];
				}),
			),
			table(
				['task', 'labels', 'drawn from', 'in a subset', 'held out', 'accuracy', 'its deviation'],
				tasks.map(({ task, labels, pool, size, heldOut, accuracy }) => [
					task,
					...[labels, pool, size, heldOut].map(String),
					number(accuracy.mean),
					number(accuracy.deviation),
				]),
			),
		].join('\n\n'),
	);
}

export const measureNames: Readonly<Record<string, string>> = {
	definitionFit: 'fit to the definition',
	taskFit: 'fit to the task',
	vScore0: 'V-Score, nothing in context',
	vScore2: 'V-Score, two examples in context',
	wordOverlap: 'word overlap',
	bm25: 'BM25',
	embeddingCosine: 'cosine of embeddings',
};

function table(head: Row, rows: readonly Row[]): string {
	return [head, head.map((_, column) => (column === 0 ? '---' : '--:')), ...rows]
		.map(cells => `| ${cells.join(' | ')} |`)
		.join('\n');
}

function number(value: number | undefined): string {
	return value === undefined ? '' : value.toFixed(3).replace(/^(-?)0\./u, '$1.');
}
