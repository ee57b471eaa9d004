import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { UserError } from '../../base/errors';
import type { Hub, HubAnswer } from './hub';
import { selectFiles, type RemoteCheckpoint } from './remoteCheckpoint';

/** Bytes. Repositories of thousands of files stay far below. */
const longestListing = 16 * 1024 * 1024;

const bytes = z.int().check(z.nonnegative());
const listingSchema = z.object({
	sha: z.string().check(z.regex(/^[0-9a-f]{40}$/u)),
	siblings: z.array(
		z.object({
			rfilename: z.string(),
			size: z.nullish(bytes),
			blobId: z.nullish(z.string().check(z.regex(/^[0-9a-f]{40}$/u))),
			lfs: z.nullish(z.object({ sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/u)), size: bytes })),
		}),
	),
});

/**
 * What the hub has of a checkpoint at a revision (a branch, a tag or a commit), with its own hashes: SHA-256 of what
 * lies in its large-file store, git's hash of the rest.
 *
 * @throws {UserError} `probe.notFound`, `probe.access`, `probe.checkpoint`, `probe.offline`, `probe.download`
 */
export async function listCheckpoint(
	hub: Hub,
	id: string,
	revision: string,
	signal?: AbortSignal,
): Promise<RemoteCheckpoint> {
	const path = `/api/models/${id}/revision/${encodeURIComponent(revision)}?blobs=true`;
	const text = await hub.persistently(() => hub.get(path, textOf, { signal }), { signal });
	const { sha, siblings } = parseListing(text);
	const offered = siblings.flatMap(({ rfilename: name, size, blobId, lfs }) => {
		if (lfs) {
			return { name, bytes: lfs.size, digest: { algorithm: 'sha256' as const, value: lfs.sha256 } };
		}
		return blobId && typeof size === 'number'
			? { name, bytes: size, digest: { algorithm: 'git-sha1' as const, value: blobId } }
			: [];
	});
	return { id, revision: sha, files: selectFiles(id, offered) };
}

async function textOf({ pieces }: HubAnswer): Promise<string> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const piece of pieces) {
		length += piece.byteLength;
		if (length > longestListing) {
			throw misunderstood();
		}
		chunks.push(piece);
	}
	return Buffer.concat(chunks).toString('utf8');
}

function parseListing(text: string): z.infer<typeof listingSchema> {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		throw misunderstood();
	}
	const parsed = listingSchema.safeParse(json);
	if (!parsed.success) {
		throw misunderstood();
	}
	return parsed.data;
}

function misunderstood(): UserError {
	return new UserError(
		'probe.download',
		l10n.t(
			'The hub lists the files of this checkpoint in a way that Demoscope does not understand. Is HF_ENDPOINT the address of a hub?',
		),
		'service',
	);
}
