import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { UserError } from '../base/errors';
import type { OpenAiClient, RequestOptions } from './openAiClient';

const modelsSchema = z.object({ data: z.array(z.object({ id: z.string() })) });

/**
 * Names of the models that an endpoint serves.
 *
 * @throws {UserError} `llm.failed`: it gives no such list; and what the client throws
 */
export async function listModels(client: OpenAiClient, options?: RequestOptions): Promise<readonly string[]> {
	const { data } = modelsSchema.safeParse(await client.get('/models', options));
	if (data === undefined) {
		throw new UserError(
			'llm.failed',
			l10n.t('What answers at {0} lists no models. Check the address; most end in /v1.', client.baseUrl),
			'service',
		);
	}
	return data.data.map(({ id }) => id).sort((a, b) => (a < b ? -1 : 1));
}
