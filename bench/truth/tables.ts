import type { ConsistencyFigures } from './consistency';
import type { LadderFigures } from './ladders';

export interface TruthFigures {
	readonly probe: { readonly id: string; readonly revision: string; readonly parameters: number };
	readonly consistency: ConsistencyFigures | undefined;
	readonly ladders: readonly LadderFigures[];
}

/** The figures as Markdown. */
export function truthTables({ probe, consistency, ladders }: TruthFigures): string {
	const parts = [`Probe ${probe.id}, ${(probe.parameters / 1e6).toFixed(1)} M parameters, revision ${probe.revision}`];
	if (consistency !== undefined) {
		parts.push(
			table(
				['right against wrong definition', 'paired accuracy', '95 %', 'AUC', 'pairs'],
				Object.entries(consistency.measures).map(([name, { pairedAccuracy, interval, auc, pairs }]) => [
					name,
					share(pairedAccuracy),
					interval.map(share).join('–'),
					share(auc),
					String(pairs),
				]),
			),
		);
	}
	for (const { name, size, steps, groups, loss, measures } of ladders) {
		parts.push(
			`Ladder of ${name}: ${groups} groups, sets of ${size}, ${steps.join(', ')} of them; the product reads ${loss}`,
			table(
				['measure', 'random', 'nested', 'within', 'means of nested draws', 'ms a set'],
				Object.entries(measures).map(([measure, { random, nested, within, means, milliseconds }]) => [
					measure,
					share(random),
					share(nested),
					share(within),
					means.map(value => value.toPrecision(3)).join(' '),
					milliseconds.toFixed(1),
				]),
			),
		);
	}
	return `${parts.join('\n\n')}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	return [head, head.map((_, column) => (column === 0 ? '---' : '--:')), ...rows]
		.map(cells => `| ${cells.join(' | ')} |`)
		.join('\n');
}

function share(value: number): string {
	return value.toFixed(3).replace(/^(-?)0\./u, '$1.');
}
