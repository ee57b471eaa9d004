import { randomUUID } from 'node:crypto';
import { access, chmod, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { UserError, messageOf } from '../base/errors';
import type { SourceDocument } from '../demonstrations/format';
import { detectFormat } from '../demonstrations/registry';
import { decodeText, encodeText, type DecodedText, type Encoding } from './encoding';
import { programFolder } from './programFolder';
import { readParquet } from './readParquet';

/** Larger files are refused before they are read. */
const largestFileBytes = 512 * 1024 * 1024;

/** A document with what its bytes say beside its text. */
export interface DecodedDocument extends DecodedText {
	readonly name: string;
}

/**
 * A file's text; of a Parquet file its rows, a line each.
 *
 * @throws {UserError} `file.unreadable`, `file.tooLarge`, `file.parquet`
 */
export async function decodeDocument(file: string): Promise<DecodedDocument> {
	if (isParquet(file)) {
		const text = await readParquet(file, { threadFile: pathToFileURL(path.join(programFolder(), 'parquetThread.js')) });
		return { name: file, text, encoding: 'UTF-8', problems: [] };
	}
	return { name: file, ...decodeText(await readBytes(file)) };
}

/**
 * The same for a file of which nothing may be in doubt.
 *
 * @throws {UserError} `file.unreadable`, `file.tooLarge`, `file.parquet`, `file.encoding`
 */
export async function readDocument(file: string): Promise<SourceDocument> {
	const document = await decodeDocument(file);
	checkEncoding(document);
	return { name: document.name, text: document.text };
}

/** @throws {UserError} `file.encoding`: the file's bytes are of no single encoding */
export function checkEncoding({ name, encoding }: DecodedDocument): Encoding {
	if (encoding === undefined) {
		throw new UserError('file.encoding', `${name} is not UTF-8. Convert it and try again.`);
	}
	return encoding;
}

/**
 * Replaces each folder by the demonstration files directly in it, by name; files stay as they are.
 *
 * @throws {UserError} `folder.empty`: a folder holds no file of a known format
 */
export async function expandFolders(paths: readonly string[]): Promise<readonly string[]> {
	const files: string[] = [];
	for (const given of paths) {
		const isFolder = await stat(given).then(
			status => status.isDirectory(),
			() => false,
		);
		files.push(...(isFolder ? await demonstrationFiles(given) : [given]));
	}
	return files;
}

async function demonstrationFiles(folder: string): Promise<readonly string[]> {
	const entries = await readdir(folder, { withFileTypes: true });
	const found: string[] = [];
	for (const entry of entries.filter(entry => entry.isFile()).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
		const file = path.join(folder, entry.name);
		const document = await readDocument(file).catch(() => undefined);
		if (document !== undefined && detectFormat(document) !== undefined) {
			found.push(file);
		}
	}
	if (found.length === 0) {
		throw new UserError('folder.empty', `${folder} holds no demonstration file. Name the files themselves.`);
	}
	return found;
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

/** What says where accepted candidates of a file came from: `FILE.provenance.jsonl` beside it. */
export async function readProvenance(file: string): Promise<string | undefined> {
	return await readFile(`${file}.provenance.jsonl`, 'utf8').catch(() => undefined);
}

/** @throws {UserError} `file.readOnly`: such files are only read */
export function checkWritable(file: string): void {
	if (isParquet(file)) {
		throw new UserError(
			'file.readOnly',
			`${file} cannot be changed: Parquet files are only read. Convert it to JSON Lines and change that.`,
			'usage',
		);
	}
}

/**
 * Refuses a file that will not be rewritten, before anything is measured for it.
 *
 * @throws {UserError} `file.readOnly`, `file.unreadable`, `file.tooLarge`, `file.encoding`
 */
export async function checkReplaceable(file: string): Promise<void> {
	checkWritable(file);
	checkEncoding(await decodeDocument(file));
}

/** @throws {UserError} `usage.exists`: a command that would replace it takes --force */
export async function checkAbsent(file: string): Promise<void> {
	const exists = await access(file).then(
		() => true,
		() => false,
	);
	if (exists) {
		throw new UserError('usage.exists', `${file} is there already. Name another file, or add --force.`, 'usage');
	}
}

function isParquet(file: string): boolean {
	return /\.parquet$/i.test(file);
}

/**
 * Writes beside the file and renames, so that it is never half-written; a link stays a link and modes are kept.
 *
 * @throws {UserError} `file.unwritable`
 */
export async function replaceFile(file: string, text: string, encoding: Encoding = 'UTF-8'): Promise<void> {
	const target = await realpath(file).catch(() => path.resolve(file));
	const beside = path.join(path.dirname(target), `.${path.basename(target)}.${randomUUID()}.tmp`);
	try {
		const mode = await stat(target).then(
			status => status.mode,
			() => undefined,
		);
		await writeFile(beside, encodeText(text, encoding), { flag: 'wx', flush: true });
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
