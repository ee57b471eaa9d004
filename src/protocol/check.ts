import * as z from 'zod/mini';
import { findingSchema } from './analysis';

/** One reason why a set does not pass. */
export const violationSchema = z.object({
	/** A finding's rule, or what is asked of the set as a whole. */
	rule: z.union([
		findingSchema.shape.rule,
		z.enum([
			'low-diversity',
			'too-many-duplicates',
			'too-many-inconsistent',
			'label-imbalance',
			'low-coverage',
			'worse-than-random',
			'worse-than-baseline',
		]),
	]),
	message: z.string(),
	/** The demonstration it is about; none where it is about the whole set. */
	demonstration: z.optional(z.string()),
	range: findingSchema.shape.range,
});

export const checkedFileSchema = z.object({
	file: z.string(),
	format: z.string(),
	passed: z.boolean(),
	violations: z.array(violationSchema),
	/** What limits the check, in sentences for people. */
	notices: z.array(z.string()),
});

export const checkSchema = z.object({
	version: z.literal(1),
	passed: z.boolean(),
	files: z.array(checkedFileSchema),
});

export type Check = z.infer<typeof checkSchema>;
export type CheckedFile = z.infer<typeof checkedFileSchema>;
export type Violation = z.infer<typeof violationSchema>;
