import * as l10n from '@vscode/l10n';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { UserError } from '../../base/errors';

/** A lock that does not name its owner yet is left alone for so long. */
const unnamedMs = 10_000;

/**
 * Does something while no other process does it: a file that names the process is its sign. What a process that is gone
 * has left behind does not count.
 *
 * @throws {UserError} `probe.busy`
 */
export async function withLock<T>(file: string, action: () => Promise<T>): Promise<T> {
	if (!(await claim(file))) {
		if (await isHeld(file)) {
			throw busy(file);
		}
		await rm(file, { force: true });
		if (!(await claim(file))) {
			throw busy(file);
		}
	}
	try {
		return await action();
	} finally {
		await rm(file, { force: true });
	}
}

async function claim(file: string): Promise<boolean> {
	try {
		await writeFile(file, String(process.pid), { flag: 'wx' });
		return true;
	} catch (error) {
		if (codeOf(error) === 'EEXIST') {
			return false;
		}
		throw error;
	}
}

async function isHeld(file: string): Promise<boolean> {
	const owner = Number(await readFile(file, 'utf8').catch(() => ''));
	if (owner === 0 || !Number.isInteger(owner)) {
		const written = await stat(file).then(
			({ mtimeMs }) => mtimeMs,
			() => 0,
		);
		return Date.now() - written < unnamedMs;
	}
	try {
		process.kill(owner, 0);
		return true;
	} catch (error) {
		// A process of another user may not be signalled, but it is there.
		return codeOf(error) === 'EPERM';
	}
}

function busy(file: string): UserError {
	return new UserError(
		'probe.busy',
		l10n.t(
			'This checkpoint is being downloaded already. Wait for it, or delete {0} if you are sure that nothing does.',
			file,
		),
	);
}

function codeOf(error: unknown): unknown {
	return error instanceof Error && 'code' in error ? error.code : undefined;
}
