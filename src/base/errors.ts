/** Where a failure came from; the command line turns it into its exit code. */
export type FailureKind = 'usage' | 'input' | 'service';

/**
 * A failure that a person can act on. Its message is already worded for them; anything else that is thrown is a bug.
 * `code` is stable (`area.what`) and is what code compares, never the message.
 */
export class UserError extends Error {
	override readonly name = 'UserError';

	constructor(
		readonly code: string,
		message: string,
		readonly kind: FailureKind = 'input',
		options?: ErrorOptions,
	) {
		super(message, options);
	}

	static is(error: unknown, code?: string): error is UserError {
		return error instanceof UserError && (code === undefined || error.code === code);
	}
}

/** The text to show for anything that was thrown. */
export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** True for what an aborted `AbortSignal` makes a function throw. */
export function isAbort(error: unknown): boolean {
	return error instanceof Error && error.name === 'AbortError';
}

/** True for what Node throws of a file that is not there. */
export function isMissing(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
