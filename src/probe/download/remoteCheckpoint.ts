import * as l10n from '@vscode/l10n';
import { UserError } from '../../base/errors';

/**
 * Proof that a file is the one that is meant: SHA-256 of its bytes, or the name that git gives them, which is SHA-1
 * over `blob {size}\0` and the bytes (the hub keeps small files in git and has no other hash of them).
 */
export interface Digest {
	readonly algorithm: 'sha256' | 'git-sha1';
	/** Lower-case hexadecimal. */
	readonly value: string;
}

/** One file of a checkpoint on the hub. */
export interface RemoteFile {
	readonly name: string;
	readonly bytes: number;
	readonly digest: Digest;
}

/** A checkpoint on the hub at one commit: everything that the probe reads of it, and nothing else. */
export interface RemoteCheckpoint {
	/** `organisation/name`, as the hub spells it. */
	readonly id: string;
	/** Commit. */
	readonly revision: string;
	readonly files: readonly RemoteFile[];
}

const requiredFiles = ['config.json', 'tokenizer.json'];
const optionalFiles = ['tokenizer_config.json', 'chat_template.jinja'];
const wholeWeights = 'model.safetensors';
const weightsIndex = 'model.safetensors.index.json';
const weightsPart = /^model-\d{5}-of-\d{5}\.safetensors$/u;

/** What to fetch by hand where nothing can be downloaded. */
export const filesByHand = [...requiredFiles, 'tokenizer_config.json', wholeWeights];

/**
 * The files that the probe reads, out of all that a checkpoint has on the hub: plain names only, the weights in one
 * file or in parts with their index.
 *
 * @throws {UserError} `probe.checkpoint`: what the probe cannot do without is not there
 */
export function selectFiles(id: string, offered: readonly RemoteFile[]): readonly RemoteFile[] {
	const names = new Set(offered.map(({ name }) => name));
	const missing = requiredFiles.find(name => !names.has(name));
	if (missing !== undefined) {
		throw unusable(id, missing);
	}
	if (!names.has(wholeWeights) && !names.has(weightsIndex)) {
		throw unusable(id, wholeWeights);
	}
	const isWeights = (name: string): boolean =>
		names.has(wholeWeights) ? name === wholeWeights : name === weightsIndex || weightsPart.test(name);
	return offered.filter(({ name }) => requiredFiles.includes(name) || optionalFiles.includes(name) || isWeights(name));
}

function unusable(id: string, missing: string): UserError {
	return new UserError(
		'probe.checkpoint',
		l10n.t(
			'{0} has no {1}, so the probe cannot use it. Choose a checkpoint with safetensors weights and a tokenizer.json.',
			id,
			missing,
		),
	);
}
