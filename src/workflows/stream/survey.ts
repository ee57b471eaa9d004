import { createHash } from 'node:crypto';
import { LabelCounter } from '../../metrics/labelBalance';
import type { Inspection } from '../inspection';
import type { OutputForm } from '../readings';
import type { StreamedSet } from './streamedSet';

/** Most problems that are kept of a set. */
const mostProblems = 1000;

/** What has to be known of a whole set before its first demonstration is read. */
export interface Survey {
	readonly count: number;
	/** `null` where there is none, and where the parts do not say the same. */
	readonly task: Inspection['task'];
	readonly tasksDiffer: boolean;
	readonly form: OutputForm;
	readonly labelBalance: number | null;
	/** Whether every demonstration has a rationale. */
	readonly withRationales: boolean;
	/** Demonstrations without an output. */
	readonly silent: number;
	/** The first of them. */
	readonly problems: Inspection['problems'];
	readonly problemCount: number;
	/** SHA-256 of every text, in order. */
	readonly digest: string;
}

/** Goes through a set once without a probe, in bounded memory. */
export async function survey(set: StreamedSet, signal?: AbortSignal): Promise<Survey> {
	const labels = new LabelCounter(set.wishes?.labels);
	const hash = createHash('sha256');
	const problems: Inspection['problems'][number][] = [];
	let task: Inspection['task'] | undefined;
	let tasksDiffer = false;
	let [count, silent, rationales, problemCount] = [0, 0, 0, 0];

	for await (const part of set.parts()) {
		signal?.throwIfAborted();
		if (part.demonstrations.length > 0) {
			tasksDiffer ||= task !== undefined && task?.text !== part.task?.text;
			task ??= part.task;
		}
		problems.push(...part.problems.slice(0, mostProblems - problems.length));
		problemCount += part.problems.length;
		for (const { fields } of part.demonstrations) {
			const output = fields.output?.text ?? '';
			const rationale = fields.rationale?.text ?? '';
			hash.update(JSON.stringify([fields.input.text, rationale, output]));
			labels.add(output);
			count++;
			silent += output === '' ? 1 : 0;
			rationales += rationale === '' ? 0 : 1;
		}
	}
	return {
		count,
		task: tasksDiffer ? null : (task ?? null),
		tasksDiffer,
		form: labels.counts() === null ? 'other' : 'labels',
		labelBalance: labels.balance(),
		withRationales: rationales === count,
		silent,
		problems,
		problemCount,
		digest: hash.digest('hex'),
	};
}
