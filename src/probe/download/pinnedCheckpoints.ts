import type { RemoteCheckpoint, RemoteFile } from './remoteCheckpoint';

/**
 * The proxies that are offered by name, each at one commit with the SHA-256 of every file. Sizes and hashes are those
 * that independent public records of these commits agree on; a download that differs in one bit is refused.
 */
export const pinnedCheckpoints: readonly RemoteCheckpoint[] = [
	{
		id: 'Qwen/Qwen2.5-0.5B-Instruct',
		revision: '7ae557604adf67be50417f59c2c2f167def9a775',
		files: [
			pinned('config.json', 659, '18e18afcaccafade98daf13a54092927904649e1dd4eba8299ab717d5d94ff45'),
			pinned('tokenizer_config.json', 7305, '5b5d4f65d0acd3b2d56a35b56d374a36cbc1c8fa5cf3b3febbbfabf22f359583'),
			pinned('tokenizer.json', 7031645, 'c0382117ea329cdf097041132f6d735924b697924d6f6fc3945713e96ce87539'),
			pinned('model.safetensors', 988097824, 'fdf756fa7fcbe7404d5c60e26bff1a0c8b8aa1f72ced49e7dd0210fe288fb7fe'),
		],
	},
	{
		id: 'HuggingFaceTB/SmolLM2-135M-Instruct',
		revision: '12fd25f77366fa6b3b4b768ec3050bf629380bac',
		files: [
			pinned('config.json', 861, '8eb740e8bbe4cff95ea7b4588d17a2432deb16e8075bc5828ff7ba9be94d982a'),
			pinned('tokenizer_config.json', 3764, '4ec77d44f62efeb38d7e044a1db318f6a939438425312dfa333b8382dbad98df'),
			pinned('tokenizer.json', 2104556, '9ca9acddb6525a194ec8ac7a87f24fbba7232a9a15ffa1af0c1224fcd888e47c'),
			pinned('model.safetensors', 269060552, '5af571cbf074e6d21a03528d2330792e532ca608f24ac70a143f6b369968ab8c'),
		],
	},
];

/** The pinned checkpoint of that id, where it is asked for at no other revision. */
export function pinnedCheckpoint(id: string, revision?: string): RemoteCheckpoint | undefined {
	return pinnedCheckpoints.find(
		checkpoint => checkpoint.id === id && (revision === undefined || revision === checkpoint.revision),
	);
}

/** Bytes of all files. */
export function bytesOf({ files }: RemoteCheckpoint): number {
	return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function pinned(name: string, bytes: number, sha256: string): RemoteFile {
	return { name, bytes, digest: { algorithm: 'sha256', value: sha256 } };
}
