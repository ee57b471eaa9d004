import * as z from 'zod/mini';
import { UserError } from '../base/errors';

const baselineSetSchema = z.object({
	/** Relative to the baseline's folder, with `/` between its parts. */
	file: z.string(),
	/** Scores of different probes are not comparable. */
	probe: z.string(),
	count: z.number(),
	gVendi: z.number(),
	duplicates: z.number(),
	/** Median bits per token; `null` without a task definition. */
	consistency: z.nullable(z.number()),
	labelBalance: z.nullable(z.number()),
});

const baselineSchema = z.object({ version: z.literal(1), sets: z.array(baselineSetSchema) });

/** How sets scored when they were last found good. */
export type Baseline = z.infer<typeof baselineSchema>;
export type BaselineSet = Baseline['sets'][number];

/** @throws {UserError} `baseline.invalid` */
export function readBaseline(name: string, text: string): Baseline {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		value = undefined;
	}
	const { data } = baselineSchema.safeParse(value);
	if (data === undefined) {
		throw new UserError(
			'baseline.invalid',
			`${name} is no baseline of this version. Write it again with --save-baseline.`,
		);
	}
	return data;
}

/** One set a line, so that a change of one is a change of one line. */
export function writeBaseline({ version, sets }: Baseline): string {
	const lines = sets.toSorted((a, b) => (a.file < b.file ? -1 : 1)).map(set => `\t\t${JSON.stringify(set)}`);
	return `{\n\t"version": ${version},\n\t"sets": [\n${lines.join(',\n')}\n\t]\n}\n`;
}
