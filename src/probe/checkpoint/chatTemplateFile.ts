import * as l10n from '@vscode/l10n';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { UserError } from '../../base/errors';
import { readOptionalText } from './checkpointFiles';

export const chatTemplateName = 'chat_template.jinja';

/** Characters. Templates with every kind of tool call take some 20,000. */
const longestTemplate = 1024 * 1024;

const settingsSchema = z.object({
	chat_template: z.nullish(
		z.union([z.string(), z.array(z.object({ name: z.string(), template: z.string() })).check(z.maxLength(100))]),
	),
});

/**
 * A checkpoint's chat template: the file `chat_template.jinja`, or else the one in `tokenizer_config.json`, of several
 * the one named `default`. Undefined where it has none: it was not taught to chat.
 *
 * @param settings the parsed `tokenizer_config.json`
 * @throws {UserError} `probe.template`
 */
export async function readChatTemplate(folder: string, settings: object): Promise<string | undefined> {
	const template = (await readOptionalText(join(folder, chatTemplateName))) ?? templateIn(settings);
	if (template !== undefined && template.length > longestTemplate) {
		throw new UserError('probe.template', l10n.t("The probe's chat template is too long to be one."));
	}
	return template;
}

function templateIn(settings: object): string | undefined {
	const parsed = settingsSchema.safeParse(settings);
	if (!parsed.success) {
		throw new UserError(
			'probe.template',
			l10n.t("The chat_template in the probe's tokenizer_config.json is not a template."),
		);
	}
	const template = parsed.data.chat_template ?? undefined;
	return typeof template === 'object' ? template.find(({ name }) => name === 'default')?.template : template;
}
