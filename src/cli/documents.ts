import { randomUUID } from 'node:crypto';
import { chmod, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError, messageOf } from '../base/errors';
import type { SourceDocument } from '../demonstrations/format';

/** Larger files are refused before they are read. */
const largestFileBytes = 512 * 1024 * 1024;

/** @throws {UserError} `file.unreadable`, `file.tooLarge`, `file.encoding` */
export async function readDocument(file: string): Promise<SourceDocument> {
	const bytes = await readBytes(file);
	try {
		// The byte order mark stays in the text: offsets and rewritten files keep it.
		return { name: file, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
	} catch (error) {
		throw new UserError('file.encoding', `${file} is not UTF-8. Convert it and try again.`, 'input', {
			cause: error,
		});
	}
}

/** The task definition in `NAME.task.md` beside `NAME.ext`, if there is one. */
export async function readSidecarTask(file: string): Promise<string | undefined> {
	const { dir, name } = path.parse(file);
	const sidecar = path.join(dir, `${name}.task.md`);
	try {
		const text = (await readFile(sidecar, 'utf8')).trim();
		return text === '' ? undefined : text;
	} catch {
		return undefined;
	}
}

/**
 * Writes beside the file and renames, so that it is never half-written; a link stays a link and modes are kept.
 *
 * @throws {UserError} `file.unwritable`
 */
export async function replaceFile(file: string, text: string): Promise<void> {
	const target = await realpath(file).catch(() => path.resolve(file));
	const beside = path.join(path.dirname(target), `.${path.basename(target)}.${randomUUID()}.tmp`);
	try {
		const mode = await stat(target).then(
			status => status.mode,
			() => undefined,
		);
		await writeFile(beside, text, { flag: 'wx', flush: true });
		if (mode !== undefined) {
			await chmod(beside, mode);
		}
		await rename(beside, target);
	} catch (error) {
		await rm(beside, { force: true });
		throw new UserError('file.unwritable', `${file} could not be written: ${messageOf(error)}`, 'input', {
			cause: error,
		});
	}
}

async function readBytes(file: string): Promise<Buffer> {
	try {
		const { size } = await stat(file);
		if (size > largestFileBytes) {
			throw new UserError(
				'file.tooLarge',
				`${file} is larger than ${largestFileBytes / 1024 / 1024} MiB. Split it or score a sample.`,
			);
		}
		return await readFile(file);
	} catch (error) {
		if (UserError.is(error)) {
			throw error;
		}
		throw new UserError('file.unreadable', `${file} cannot be read: ${messageOf(error)}`, 'input', { cause: error });
	}
}
