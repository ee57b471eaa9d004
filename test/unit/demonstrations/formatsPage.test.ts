import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { formats } from '../../../src/demonstrations/registry';

test('the page on formats lists every format under its id and title', () => {
	const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/formats.md'), 'utf8');
	const rows = [...page.matchAll(/^\| `([\w-]+)` *\| (?:\[([^\]]+)\]\([^)]*\)|([^|]+?)) *\|/gm)];
	const listed = rows.map(([, id, linked, plain]) => [id, linked ?? plain]);
	expect(listed.sort()).toEqual(formats.map(({ id, title }) => [id, title]).sort());
});
