import { expect, test } from 'vitest';
import { detectFormat, formats } from '../../../src/demonstrations/registry';
import { complaintsAbout } from '../../fuzz/checks';
import { mutation } from '../../fuzz/mutations';
import { allFixtures } from './samples';

const count = 3000;

test(`${count} mutations of the fixtures are read without a crash, and every range lies where it says`, () => {
	const files = allFixtures();
	const usual = new Map(files.map(file => [file.name, detectFormat(file)]));
	const complaints: string[] = [];
	for (let index = 0; index < count; index++) {
		const document = mutation(files, 5, index);
		const readers = new Set([detectFormat(document), usual.get(document.name), formats[index % formats.length]]);
		for (const format of readers) {
			const found = format === undefined ? [] : complaintsAbout(document, format);
			complaints.push(...found.map(complaint => `${document.name}, mutation ${index}, ${format?.id}: ${complaint}`));
		}
	}
	expect(complaints).toEqual([]);
}, 60_000);
