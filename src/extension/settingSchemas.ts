import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { said } from '../base/said';
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
		z.string(said(() => l10n.t('must be the id of a format'))),
		said(() => l10n.t('must be globs with a format each')),
	),
	[settingIds.pools]: z.array(
		z.string(said(() => l10n.t('must be a path'))),
		said(() => l10n.t('must be a list of paths')),
	),
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
		{ prompt: z.optional(numberFrom(0)), answer: z.optional(numberFrom(0)) },
		said(() => l10n.t('must have prompt and answer, and nothing else')),
	),
	[settingIds.modelBudget]: z.strictObject(
		{
			calls: z.optional(integerFrom(1)),
			tokens: z.optional(integerFrom(1)),
			cost: z.optional(above(0)),
		},
		said(() => l10n.t('must have calls, tokens or cost, and nothing else')),
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
	contribution: z.number(said(() => l10n.t('must be a number'))),
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
	return z.boolean(said(() => l10n.t('must be true or false')));
}

function text(): z.ZodMiniString {
	return z.string(said(() => l10n.t('must be a text')));
}

function oneOf<const Values extends readonly string[]>(
	values: Values,
): z.ZodMiniEnum<z.core.util.ToEnum<Values[number]>> {
	return z.enum(
		values,
		said(() => l10n.t('must be one of {0}', values.join(', '))),
	);
}

function numberFrom(least: number, most?: number): z.ZodMiniNumber {
	const message = said(() =>
		most === undefined
			? l10n.t('must be a number of at least {0}', least)
			: l10n.t('must be a number from {0} to {1}', least, most),
	);
	return bounded(z.number(message), message, least, most);
}

function integerFrom(least: number, most?: number): z.ZodMiniNumber {
	const message = said(() =>
		most === undefined
			? l10n.t('must be a whole number of at least {0}', least)
			: l10n.t('must be a whole number from {0} to {1}', least, most),
	);
	return bounded(z.int(message), message, least, most);
}

function bounded(
	schema: z.ZodMiniNumber,
	message: { readonly error: () => string },
	least: number,
	most: number | undefined,
): z.ZodMiniNumber {
	const fromLeast = schema.check(z.gte(least, message));
	return most === undefined ? fromLeast : fromLeast.check(z.lte(most, message));
}

function above(bound: number): z.ZodMiniNumber {
	const message = said(() => l10n.t('must be a number above {0}', bound));
	return z.number(message).check(z.gt(bound, message));
}
