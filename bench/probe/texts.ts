import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '../../src/base/random';
import type { ReadingRequest } from '../../src/probe/probeModel';

/** Real demonstrations, drawn evenly from every pool file in DEMOSCOPE_DATA/pools (inputs and outputs, one JSON a line). */
export async function poolRequests(count: number): Promise<readonly ReadingRequest[]> {
	const folder = join(process.env['DEMOSCOPE_DATA'] ?? '../shared/data', 'pools');
	const random = seededRandom(1);
	const files: ReadingRequest[][] = [];
	for (const name of (await readdir(folder)).filter(name => name.endsWith('.jsonl')).sort()) {
		const requests: ReadingRequest[] = [];
		for (const line of (await readFile(join(folder, name), 'utf8')).split('\n')) {
			const record = (line === '' ? {} : JSON.parse(line)) as Partial<Record<'input' | 'output' | 'task', string>>;
			if (typeof record.input === 'string' && typeof record.output === 'string') {
				const { input, output, task } = record;
				requests.push({
					input,
					output,
					...(task === undefined ? {} : { task }),
					loss: 'completion',
					gradient: true,
				});
			}
		}
		if (requests.length > 0) {
			files.push(requests);
		}
	}
	return Array.from({ length: count }, (_, index) => {
		const file = files[index % files.length] ?? [];
		const request = file[Math.floor(random() * file.length)];
		if (request === undefined) {
			throw new Error(`no demonstrations in ${folder}`);
		}
		return request;
	});
}
