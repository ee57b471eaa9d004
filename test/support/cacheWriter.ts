/** A process that writes entries into a cache, in an order of its own, and says how far it is: `folder maxBytes seed count`. */
import { nullLogger } from '../../src/base/logger';
import { seededRandom } from '../../src/base/random';
import { DiskCache } from '../../src/probe/cache/diskCache';
import { entry } from './cacheEntries';

const [folder = '', maxBytes, seed, count] = process.argv.slice(2);
const cache = new DiskCache(folder, Number(maxBytes), {
	...nullLogger,
	warn: message => {
		process.stderr.write(`${message}\n`);
	},
});
const random = seededRandom(Number(seed));
for (let written = 0; written < Number(count); written += 8) {
	const chosen = Array.from({ length: 8 }, () => entry(Math.floor(random() * Number(count))));
	await Promise.all(chosen.map(({ key, data }) => cache.put(key, data)));
	process.stdout.write(`${written}\n`);
}
