import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { detectFormat } from '../../../src/demonstrations/registry';

const root = path.resolve(import.meta.dirname, '../../..');

/** Texts of other kinds under names that sets have too. */
const decoys: Readonly<Record<string, string>> = {
	'README.md': '# Kettle\n\nNote: boils water.\n\n## Usage\n\nInput: cold water\n\nWarning: hot.\n',
	'notes.txt': 'To do: buy tea\nDone: wash up\n\nAnn: see you at 5\nBob: fine\n',
	'minutes.md': '## 3 May\n\nChair: opens.\nClerk: reads.\n\n## 10 May\n\nChair: opens.\nClerk: reads.\n',
	LICENSE: 'Permission is hereby granted: to any person.\n\nTHE SOFTWARE IS PROVIDED "AS IS".\n',
	'requirements.txt': 'numpy==2.1.0\npandas>=2\n# tests\npytest\n',
	'sales.csv': 'day,shop,total\n2026-01-01,Leeds,310\n2026-01-02,York,280\n',
	'people.tsv': 'name\tage\ncity\nAnn\t31\tLeeds\nBob\t44\tYork\n',
	'config.yaml': 'server:\n  port: 8080\n  hosts: [a, b]\nlogging:\n  level: info\n',
	'workflow.yml':
		'on: push\njobs:\n  test:\n    steps:\n      - name: Check out\n        uses: checkout\n      - run: make\n',
	'compose.yaml': 'services:\n  web:\n    image: web\n    environment:\n      - MODE=test\n',
	'package.json': '{ "name": "x", "version": "1.0.0", "scripts": { "test": "run" }, "dependencies": { "a": "1" } }',
	'graph.json': '{ "nodes": [{ "id": "a" }], "links": [{ "source": "a", "target": "b", "label": "x" }] }',
	'events.jsonl':
		'{"time": 1, "level": "info", "message": "started"}\n{"time": 2, "level": "warn", "message": "slow"}\n',
	'page.jinja2': '<ul>{% for user in users %}<li>{{ user }}</li>{% endfor %}</ul>\n',
	'plain.prompty': '---\nname: Plain\n---\nsystem:\nBe kind.\n',
	'.demoscope.yaml': 'sets:\n  - files: a.jsonl\n    format: jsonl\n    task: Name the label.\n    labels: [a, b]\n',
	'chat.txt': '[10:02] Ann: is it open?\n[10:03] Bob: yes\n',
	'poem.txt': 'Roses are red,\nViolets are blue.\n',
};

test.each(Object.entries(decoys))('%s is left alone', (name, text) => {
	expect(detectFormat({ name, text })?.id).toBeUndefined();
});

describe('the project’s own files', () => {
	const own = ['.', 'docs', 'docs/rules', 'schemas', 'test', 'src/demonstrations'].flatMap(folder =>
		readdirSync(path.join(root, folder), { withFileTypes: true })
			.filter(entry => entry.isFile() && /\.(?:md|json|yaml|yml|txt|mjs|ts)$/.test(entry.name))
			.map(({ name }) => path.join(folder, name)),
	);

	test.each(own)('%s is left alone', name => {
		expect(detectFormat({ name, text: readFileSync(path.join(root, name), 'utf8') })?.id).toBeUndefined();
	});
});
