import { realpathSync } from 'node:fs';
import path from 'node:path';

/** Folder of the running program: other bundles lie beside it. `import.meta.url` may name a part of it elsewhere. */
export function programFolder(): string {
	return path.dirname(realpathSync(process.argv[1] ?? process.execPath));
}
