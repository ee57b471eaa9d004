import type { Rule } from './rule';

/** A stretch of the file that could not be read as a demonstration. */
export const parseError: Rule = {
	id: 'parse-error',
	defaultSeverity: 'error',
	enabledByDefault: true,
	check: ({ set }) => set.problems.map(({ message, span }) => ({ span, message, related: [] })),
};
