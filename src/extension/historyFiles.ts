import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isMissing } from '../base/errors';

/** One small file for each document in a folder of the extension's own. */
export class HistoryFiles {
	constructor(private readonly folder: string) {}

	/** The text that was kept for a document; nothing where none was. */
	async read(document: string): Promise<string | undefined> {
		try {
			return await readFile(this.fileOf(document), 'utf8');
		} catch (error) {
			if (isMissing(error)) {
				return undefined;
			}
			throw error;
		}
	}

	/** Written beside and then renamed, so that a crash leaves the old text or the new one. */
	async write(document: string, text: string): Promise<void> {
		const file = this.fileOf(document);
		const beside = `${file}.${randomUUID()}.tmp`;
		await mkdir(this.folder, { recursive: true });
		try {
			await writeFile(beside, text);
			await rename(beside, file);
		} catch (error) {
			await rm(beside, { force: true });
			throw error;
		}
	}

	async remove(document: string): Promise<void> {
		await rm(this.fileOf(document), { force: true });
	}

	/** Names of documents may be too long for a file, or hold what a file system does not take. */
	private fileOf(document: string): string {
		return path.join(this.folder, `${createHash('sha256').update(document).digest('hex')}.json`);
	}
}
