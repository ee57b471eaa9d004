import type { Configuration, SetSettings } from './configuration';
import { matchesGlob } from './glob';

/**
 * What the configuration says of a file: the first entry that fits.
 *
 * @param path relative to the configuration's folder, with `/` between its parts
 */
export function settingsFor({ sets }: Configuration, path: string): SetSettings | undefined {
	return sets.find(({ files }) => (typeof files === 'string' ? [files] : files).some(glob => matchesGlob(glob, path)));
}
