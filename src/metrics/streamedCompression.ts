import { once } from 'node:events';
import { createGzip } from 'node:zlib';
import { compressionLevel } from './compressionRatio';

/** The compression ratio of documents that come in parts and are forgotten. */
export class StreamedCompression {
	private readonly gzip = createGzip({ level: compressionLevel });
	private bytes = 0;
	private compressed = 0;

	constructor() {
		this.gzip.on('data', (chunk: Buffer) => (this.compressed += chunk.length));
	}

	async add(documents: readonly string[]): Promise<void> {
		const text = Buffer.from(`${this.bytes === 0 ? '' : '\n'}${documents.join('\n')}`, 'utf8');
		this.bytes += text.length;
		if (!this.gzip.write(text)) {
			await once(this.gzip, 'drain');
		}
	}

	/** Of everything that was added; nothing can be added after it. */
	async ratio(): Promise<number> {
		const ended = once(this.gzip, 'end');
		this.gzip.end();
		await ended;
		return this.bytes / this.compressed;
	}
}
