import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { downloadCheckpoint } from '../../../../src/probe/download/downloadCheckpoint';
import { bytesOf, pinnedCheckpoint, pinnedCheckpoints } from '../../../../src/probe/download/pinnedCheckpoints';
import { selectFiles } from '../../../../src/probe/download/remoteCheckpoint';

test.each(pinnedCheckpoints.map(checkpoint => [checkpoint.id, checkpoint] as const))(
	'%s is pinned to a commit and to the SHA-256 of every file',
	(id, checkpoint) => {
		expect(checkpoint.revision).toMatch(/^[0-9a-f]{40}$/);
		for (const { digest } of checkpoint.files) {
			expect(digest.algorithm).toBe('sha256');
			expect(digest.value).toMatch(/^[0-9a-f]{64}$/);
		}
		expect(selectFiles(id, checkpoint.files)).toEqual(checkpoint.files);
		// Weights of two bytes a parameter (494,032,768 and 134,515,008) and a header of some 30 kB.
		const parameters = id.startsWith('Qwen/') ? 494_032_768 : 134_515_008;
		const weights = checkpoint.files.find(({ name }) => name === 'model.safetensors')?.bytes ?? 0;
		expect(weights - 2 * parameters).toBeGreaterThan(30_000);
		expect(weights - 2 * parameters).toBeLessThan(33_000);
		expect(bytesOf(checkpoint)).toBeGreaterThan(weights);
	},
);

test('another revision of a pinned model is not the pinned one', () => {
	const [first] = pinnedCheckpoints;
	expect(pinnedCheckpoint(first?.id ?? '')).toBe(first);
	expect(pinnedCheckpoint(first?.id ?? '', first?.revision)).toBe(first);
	expect(pinnedCheckpoint(first?.id ?? '', 'main')).toBeUndefined();
});

test('a hub that gives something else under a pinned name is not believed', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'demoscope-pinned-'));
	const requests: string[] = [];
	const server = createServer((request, response) => {
		requests.push(request.url ?? '');
		response.end(Buffer.alloc(861, 'x'));
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const id = 'HuggingFaceTB/SmolLM2-135M-Instruct';
	await expect(downloadCheckpoint({ id, folder: join(folder, 'probe') }, { endpoint })).rejects.toMatchObject({
		code: 'probe.checksum',
	});
	expect(requests).toEqual([`/${id}/resolve/${pinnedCheckpoint(id)?.revision ?? ''}/config.json`]);
	server.close();
	await rm(folder, { recursive: true });
});
