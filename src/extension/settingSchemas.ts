import * as z from 'zod/mini';
import { providerSettings } from '../probe/provider';
import { leadingMeasures, losses } from '../protocol/measures';
import { settingIds } from './manifestIds';

const severity = ['off', 'error', 'warning', 'information', 'hint'] as const;

/**
 * What a setting may be: what `package.json` tells the settings editor, for values that were written by hand. A test
 * holds the two together. Patterns are not repeated: an address is read, and refused in words, where it is used.
 */
export const settingSchemas = {
	[settingIds.analyzeOnOpen]: flag(),
	[settingIds.formats]: z.record(
		z.string(),
		z.string('must be the id of a format'),
		'must be globs with a format each',
	),
	[settingIds.pools]: z.array(z.string('must be a path'), 'must be a list of paths'),
	[settingIds.provenance]: oneOf(['none', 'sidecar', 'metadata']),
	[settingIds.loss]: oneOf(['auto', ...losses]),
	[settingIds.leadingMeasure]: oneOf(['auto', ...leadingMeasures]),
	[settingIds.probePath]: text(),
	[settingIds.probeProvider]: oneOf(providerSettings),
	[settingIds.probeLocation]: oneOf(['auto', 'local', 'remote']),
	[settingIds.probeService]: text(),
	[settingIds.idleMinutes]: numberFrom(1, 10_080),
	[settingIds.cacheMegabytes]: numberFrom(1, 1_048_576),
	[settingIds.modelAddress]: text(),
	[settingIds.model]: text(),
	[settingIds.modelRequests]: integerFrom(1, 256),
	[settingIds.modelPrice]: z.strictObject(
		{ prompt: z.optional(atLeastZero()), answer: z.optional(atLeastZero()) },
		'must have prompt and answer, and nothing else',
	),
	[settingIds.modelBudget]: z.strictObject(
		{
			calls: z.optional(integerFrom(1)),
			tokens: z.optional(integerFrom(1)),
			cost: z.optional(above(0)),
		},
		'must have calls, tokens or cost, and nothing else',
	),
	[settingIds.demonstrationLenses]: flag(),
	[settingIds.hover]: flag(),
	[settingIds.contributions]: flag(),
} as const satisfies Readonly<
	Record<Exclude<(typeof settingIds)[keyof typeof settingIds], 'demoscope.rules'>, z.ZodMiniType>
>;

export type CheckedSetting = keyof typeof settingSchemas;
export type SettingValue<Id extends CheckedSetting> = z.infer<(typeof settingSchemas)[Id]>;

/** How bad a rule's findings are; one that rests on a measure can be left to what the probe is worth. */
export const severitySchema = oneOf(severity);
export const measuredSeveritySchema = oneOf(['auto', ...severity]);

/** Of the settings below `demoscope.rules.limits`. */
export const limitSchemas = {
	inputLikeness: numberFrom(0, 1),
	contribution: z.number('must be a number'),
	labelBalance: numberFrom(0, 1),
	formShare: numberFrom(0.5, 1),
	robustScore: above(0),
	tokens: numberFrom(1),
	timesMedian: numberFrom(1),
} as const;

/** What is wrong with a value, as in "must be a number from 0 to 1"; nothing where it can be used. */
export function mistakeIn(schema: z.ZodMiniType, value: unknown): string | undefined {
	const { error } = z.safeParse(schema, value);
	const [issue] = error?.issues ?? [];
	if (issue === undefined) {
		return undefined;
	}
	const place = issue.path.length === 0 ? '' : `${issue.path.join('.')} `;
	return `${place}${issue.message}`;
}

function flag(): z.ZodMiniBoolean {
	return z.boolean('must be true or false');
}

function text(): z.ZodMiniString {
	return z.string('must be a text');
}

function oneOf<const Values extends readonly string[]>(
	values: Values,
): z.ZodMiniEnum<z.core.util.ToEnum<Values[number]>> {
	return z.enum(values, `must be one of ${values.join(', ')}`);
}

function numberFrom(least: number, most?: number): z.ZodMiniNumber {
	return bounded(z.number, 'a number', least, most);
}

function integerFrom(least: number, most?: number): z.ZodMiniNumber {
	return bounded(z.int, 'a whole number', least, most);
}

function bounded(
	kind: (message: string) => z.ZodMiniNumber,
	name: string,
	least: number,
	most: number | undefined,
): z.ZodMiniNumber {
	const message = `must be ${name} ${most === undefined ? `of at least ${least}` : `from ${least} to ${most}`}`;
	const fromLeast = kind(message).check(z.gte(least, message));
	return most === undefined ? fromLeast : fromLeast.check(z.lte(most, message));
}

function atLeastZero(): z.ZodMiniNumber {
	return numberFrom(0);
}

function above(bound: number): z.ZodMiniNumber {
	const message = `must be a number above ${bound}`;
	return z.number(message).check(z.gt(bound, message));
}
