import * as l10n from '@vscode/l10n';
import { UserError } from '../base/errors';

/**
 * `fetch` that stays with the address it was given and stops reading an answer that is too long.
 *
 * @param maxBytes of an answer's body
 */
export function boundedFetch(maxBytes: number): typeof fetch {
	return async (input, init) => {
		// Another address is one that nobody chose.
		const response = await fetch(input, { ...init, redirect: 'error' });
		if (response.body === null) {
			return response;
		}
		let bytes = 0;
		const counted = response.body.pipeThrough(
			new TransformStream<Uint8Array, Uint8Array>({
				transform: (chunk, controller) => {
					bytes += chunk.byteLength;
					if (bytes > maxBytes) {
						throw new UserError(
							'llm.tooLong',
							l10n.t('The language model’s answer is too long to be read.'),
							'service',
						);
					}
					controller.enqueue(chunk);
				},
			}),
		);
		const { status, statusText, headers } = response;
		return new Response(counted, { status, statusText, headers });
	};
}
