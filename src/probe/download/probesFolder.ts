import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where downloaded checkpoints lie unless another folder is named: the same for editor and command line, so that what
 * one has downloaded the other can offer. `$DEMOSCOPE_PROBES`, or `demoscope/probes` below the system's place for data.
 */
export function probesFolder(environment: Environment = process.env): string {
	const { DEMOSCOPE_PROBES, XDG_DATA_HOME, LOCALAPPDATA } = environment;
	return (
		DEMOSCOPE_PROBES ?? join(XDG_DATA_HOME ?? LOCALAPPDATA ?? join(homedir(), '.local', 'share'), 'demoscope', 'probes')
	);
}

/** Folder of a downloaded checkpoint: `organisation/name` below `probesFolder`. */
export function folderOf(id: string, root: string = probesFolder()): string {
	return join(root, ...id.split('/'));
}

export interface DownloadedProbe {
	/** `organisation/name`. */
	readonly id: string;
	readonly folder: string;
}

/** Complete checkpoints below the folder, by name. */
export async function downloadedProbes(root: string = probesFolder()): Promise<readonly DownloadedProbe[]> {
	const found: DownloadedProbe[] = [];
	for (const organisation of await namesIn(root)) {
		const names = await namesIn(join(root, organisation));
		for (const id of [organisation, ...names.map(name => `${organisation}/${name}`)]) {
			const folder = folderOf(id, root);
			if (!id.endsWith('.partial') && (await isFile(join(folder, 'config.json')))) {
				found.push({ id, folder });
			}
		}
	}
	return found;
}

async function namesIn(folder: string): Promise<readonly string[]> {
	const names = await readdir(folder).catch(() => []);
	return names.sort();
}

async function isFile(path: string): Promise<boolean> {
	return await stat(path).then(
		status => status.isFile(),
		() => false,
	);
}
