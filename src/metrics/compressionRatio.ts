import { gzipSync } from 'node:zlib';

export const compressionLevel = 9;

/**
 * Bytes of the documents (UTF-8, one after another with a line end between) over their bytes after gzip at level 9
 * (arXiv 2410.15226, Table 1). Higher is more repetitive. For a short set the header of gzip weighs: the ratio may be below 1.
 */
export function compressionRatio(documents: readonly string[]): number {
	const bytes = Buffer.from(documents.join('\n'), 'utf8');
	return bytes.length / gzipSync(bytes, { level: compressionLevel }).length;
}
