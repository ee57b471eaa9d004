import * as l10n from '@vscode/l10n';
import { readFile, stat } from 'node:fs/promises';
import { UserError, isMissing } from '../../base/errors';

/** Bytes. The largest `tokenizer.json` in use, with 256,000 entries, takes some 35 MB. */
const longestText = 128 * 1024 * 1024;

/**
 * The text of a checkpoint's file; undefined where there is no such file.
 *
 * @throws {UserError} `probe.checkpoint`
 */
export async function readOptionalText(path: string): Promise<string | undefined> {
	try {
		if ((await stat(path)).size > longestText) {
			throw new UserError('probe.checkpoint', l10n.t('{0} is too large to be part of a checkpoint.', path));
		}
		return await readFile(path, 'utf8');
	} catch (error) {
		if (isMissing(error)) {
			return undefined;
		}
		throw UserError.is(error) ? error : unreadable(path, error);
	}
}

/** As {@link readOptionalText}, for a file that holds a JSON object. */
export async function readOptionalJson(path: string): Promise<object | undefined> {
	const text = await readOptionalText(path);
	if (text === undefined) {
		return undefined;
	}
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (error) {
		throw new UserError(
			'probe.checkpoint',
			l10n.t('{0} is not valid JSON. Download the checkpoint again, or choose another.', path),
			'input',
			{ cause: error },
		);
	}
	if (typeof value !== 'object' || value === null) {
		throw new UserError('probe.checkpoint', l10n.t('{0} does not hold a JSON object.', path));
	}
	return value;
}

/** As {@link readOptionalJson}, for a file that every checkpoint has. */
export async function readJson(path: string): Promise<object> {
	const value = await readOptionalJson(path);
	if (value === undefined) {
		throw unreadable(path);
	}
	return value;
}

export function unreadable(path: string, cause?: unknown): UserError {
	return new UserError(
		'probe.checkpoint',
		l10n.t('The probe cannot read {0}. Choose a folder with config.json, tokenizer.json and model.safetensors.', path),
		'input',
		{ cause },
	);
}
